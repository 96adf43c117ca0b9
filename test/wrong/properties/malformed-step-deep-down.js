// Wrong on purpose: it gives a boolean on steps that random runs hardly meet.
import { onEveryStep } from "nsmodel";

export default onEveryStep({
  name: "malformed-step-deep-down",
  claim: "something",
  source: "a test",
  check(step) {
    const names = [...step.after.containers.values()].filter(({ name }) => name === "c");
    return names.length === 2 && step.operation.op === "fork" ? false : "holds";
  },
});
