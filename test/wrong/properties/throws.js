// Wrong on purpose: it throws.
import { always } from "nsmodel";

export default always({
  name: "throws",
  claim: "something",
  source: "a test",
  check(world) {
    return world.tasks.get(2).container > 0 ? "holds" : "no case";
  },
});
