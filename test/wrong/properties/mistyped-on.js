// Wrong on purpose: it is on a call that nobody has.
import { onEveryStep } from "nsmodel";

export default onEveryStep({
  name: "mistyped-on",
  claim: "something",
  source: "a test",
  on: ["frok"],
  check(step) {
    return step.outcome === "ok" ? "holds" : "no case";
  },
});
