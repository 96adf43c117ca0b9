// Wrong on purpose: it changes what it looks at.
import { always } from "nsmodel";

export default always({
  name: "changes-the-world",
  claim: "something",
  source: "a test",
  check(world) {
    world.tasks.clear();
    return "holds";
  },
});
