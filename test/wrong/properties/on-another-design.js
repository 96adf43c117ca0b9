// Wrong on purpose: it is on a call that the design has not.
import { onEveryStep } from "nsmodel";

export default onEveryStep({
  name: "on-another-design",
  claim: "something",
  source: "a test",
  on: ["rmdir"],
  check(step) {
    return step.outcome === "ok" ? "holds" : "no case";
  },
});
