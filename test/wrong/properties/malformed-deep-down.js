// Wrong on purpose: it gives a boolean in worlds that random runs hardly meet.
import { always } from "nsmodel";

export default always({
  name: "malformed-deep-down",
  claim: "something",
  source: "a test",
  check(world) {
    const names = [...world.containers.values()].filter(({ name }) => name === "c");
    return names.length === 2 ? true : "holds";
  },
});
