import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { type FairCalls, fairTogether, type Strength } from "../model/fairness.ts";
import type { Model } from "../model/model.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { printable } from "../text/printable.ts";
import { Problem } from "./problem.ts";

/** `--fair CALL=STRENGTH...`: the calls that are assumed to be fair in runs, for each task by itself. */
export const FAIR = new Option(
  "--fair <call=strength...>",
  "in runs that never end, assume that each task makes these calls, such as exit=weak or fork=strong",
).argParser((text: string, before: FairCalls | undefined): FairCalls => {
  const { call, strength } = /^(?<call>[^=]+)=(?<strength>weak|strong)$/.exec(text)?.groups ?? {};
  if (call === undefined || strength === undefined)
    throw new InvalidArgumentError("Expected a call and how fair it is, such as exit=weak or exit=strong.");
  return fairTogether(before, { [call]: strength as Strength }); // the pattern allows nothing else
});

/**
 * The calls that the user assumes to be fair.
 *
 * @throws {Problem} if one of them is a call of no design
 */
export function fairFrom(given: FairCalls | undefined, models: readonly Model[]): { fair?: FairCalls } {
  if (given === undefined) return {};
  const calls = [...new Set(models.flatMap((model) => Object.keys(model.calls)))];
  const unknown = Object.keys(given).find((call) => !calls.includes(call));
  if (unknown === undefined) return { fair: given };
  const who = models.length === 1 && models[0] !== undefined ? printable(models[0].name) : "no design";
  throw new Problem(
    `--fair names the call ${printable(unknown)}, which ${models.length === 1 ? `${who} does not have` : `${who} has`}.`,
    didYouMean(unknown, calls),
  );
}

/** Each call as the option takes it. */
export const fairCallsAsGiven = (fair: FairCalls): string[] =>
  Object.entries(fair).map(([call, strength]) => `${call}=${strength}`);

/** The option as words of a command line; none without fair calls. */
export function fairWords(fair: FairCalls = {}): string[] {
  const words = fairCallsAsGiven(fair);
  return words.length === 0 ? [] : ["--fair", ...words];
}
