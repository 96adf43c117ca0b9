// Wrong on purpose: it throws in worlds that random runs hardly meet.
import { always } from "nsmodel";

export default always({
  name: "throws-deep-down",
  claim: "something",
  source: "a test",
  check(world) {
    const names = [...world.containers.values()].filter(({ name }) => name === "c");
    if (names.length === 2) throw new RangeError("two of them");
    return "holds";
  },
});
