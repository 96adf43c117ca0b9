// Wrong on purpose: it ends the program from a timer.
import { always } from "nsmodel";

export default always({
  name: "ends-later",
  claim: "something",
  source: "a test",
  check(world) {
    setTimeout(() => process.exit(0));
    return world.tasks.size >= 0 ? "holds" : "no case";
  },
});
