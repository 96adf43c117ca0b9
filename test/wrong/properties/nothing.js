// Wrong on purpose: a path through it gives nothing.
import { always } from "nsmodel";

export default always({
  name: "nothing",
  claim: "something",
  source: "a test",
  check(world) {
    if (world.tasks.size > 2) return "holds";
  },
});
