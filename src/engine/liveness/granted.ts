import { type FairCalls, fairnessInWords, fairTogether } from "../../model/fairness.ts";
import type { Model } from "../../model/model.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import { enumerated } from "../../text/words.ts";

/**
 * What a verdict on a property on runs takes for granted, in words: the strongest fairness of each call that the design has.
 *
 * @param fair what is taken for granted of all tasks, by the design or by who asks
 * @returns nothing where that is nothing
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
          : [`${fairnessInWords(call, some)} to the tasks that it is about`]),
      ];
    });
  return words.length === 0 ? undefined : enumerated(words);
}
