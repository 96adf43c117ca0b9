// Wrong on purpose: it ends the program.
import { always } from "nsmodel";

export default always({
  name: "ends-the-program",
  claim: "something",
  source: "a test",
  check(world) {
    if (world.tasks.size > 2) process.exit(0);
    return "holds";
  },
});
