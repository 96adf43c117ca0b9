// Wrong on purpose: why it means nothing is no text.
import { always } from "nsmodel";

export default always({
  name: "odd-out-of-scope",
  claim: "something",
  source: "a test",
  outOfScope: () => false,
  check(world) {
    return world.tasks.size >= 0 ? "holds" : "no case";
  },
});
