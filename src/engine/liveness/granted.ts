import { type FairCalls, fairnessInWords, fairTogether } from "../../model/fairness.ts";
import type { Model } from "../../model/model.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import { enumerated } from "../../text/words.ts";

/**
 * The fairness that a verdict on a property on runs assumes, in words: for each call of the design, the strongest that is named.
 *
 * @param fair the fairness assumed of all tasks, by the design or the caller
 * @returns `undefined` if none is assumed
 */
export function grantedInWords(
  { calls }: Pick<Model, "calls">,
  { fair: own, isFair }: Pick<OnRuns, "fair" | "isFair">,
  fair: FairCalls,
): string | undefined {
  const together = fairTogether(fair, own);
  const ofAll = isFair === undefined ? together : fair;
  const words = Object.keys(together)
    .filter((call) => Object.hasOwn(calls, call))
    .flatMap((call) => {
      const [all, some] = [ofAll[call], together[call]];
      return [
        ...(all === undefined ? [] : [fairnessInWords(call, all)]),
        ...(some === undefined || some === all
          ? []
          : [`${fairnessInWords(call, some)} for the tasks that the property is about`]),
      ];
    });
  return words.length === 0 ? undefined : enumerated(words);
}
