// Wrong on purpose: it compares a world with the one before.
import { always } from "nsmodel";

let last = 0;
let asked = 0;

export default always({
  name: "remembering",
  claim: "something",
  source: "a test",
  check(world) {
    const isSame = last === world.tasks.size;
    if (asked++ % 3 === 2) last = world.tasks.size;
    return isSame ? "holds" : "no case";
  },
});
