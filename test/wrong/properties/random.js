// Wrong on purpose: it rolls dice.
import { always } from "nsmodel";

export default always({
  name: "random",
  claim: "something",
  source: "a test",
  check() {
    return Math.random() < 0.5 ? "holds" : "no case";
  },
});
