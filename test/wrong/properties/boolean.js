// Wrong on purpose: it gives a boolean.
import { always } from "nsmodel";

export default always({
  name: "boolean",
  claim: "something",
  source: "a test",
  check(world) {
    return world.tasks.size >= 0;
  },
});
