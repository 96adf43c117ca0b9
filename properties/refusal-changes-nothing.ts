import { onEveryStep } from "../src/domains/containers/property.ts";
import { sameObservation } from "../src/domains/containers/same-observation.ts";
import { firstDifferenceInWords } from "./shared/words.ts";

/**
 * "A refused operation changes nothing": the rule above the table of operations, as for any system call.
 *
 * A case is a call that is refused.
 */
export const refusalChangesNothing = onEveryStep({
  name: "refusal-changes-nothing",
  claim: "An operation that is refused leaves the world as it was.",
  source: "the rule above the table of operations: a refused operation changes nothing",
  when: "refused",

  check({ before, operation, outcome, after }) {
    if (sameObservation(before, after)) return "holds";
    return {
      broken: `${operation.op} was refused with ${outcome}, yet ${firstDifferenceInWords(before, after)}`,
    };
  },
});
