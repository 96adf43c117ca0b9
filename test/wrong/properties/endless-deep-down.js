// Wrong on purpose: it does not come back in worlds that random runs hardly meet.
import { always } from "nsmodel";

export default always({
  name: "endless-deep-down",
  claim: "something",
  source: "a test",
  check(world) {
    const names = [...world.containers.values()].filter(({ name }) => name === "c");
    while (names.length === 2);
    return "holds";
  },
});
