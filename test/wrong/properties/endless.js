// Wrong on purpose: it does not come back.
import { always } from "nsmodel";

export default always({
  name: "endless",
  claim: "something",
  source: "a test",
  check(world) {
    while (world.tasks.size > 1);
    return "holds";
  },
});
