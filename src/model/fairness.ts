import { enumerated } from "../text/words.ts";

/**
 * How fair a call is assumed to be. It is enabled for a task in a world if the task may try it there, with some fields, and it would change the world.
 *
 * - `weak`: if it stays enabled from some world on, it is made again and again.
 * - `strong`: if it is enabled again and again, it is made again and again.
 *
 * Manna and Pnueli call these justice and compassion; Lamport writes WF and SF. A task that ends has met every assumption.
 */
export type Strength = "weak" | "strong";

/** The fairness assumed of calls, by name; it applies to each task separately. */
export type FairCalls = Readonly<Record<string, Strength>>;

/** The union of several fairness assumptions: a call that more than one names gets the stronger. */
export function fairTogether(...all: readonly (FairCalls | undefined)[]): FairCalls {
  const together = new Map<string, Strength>();
  for (const [call, strength] of all.flatMap((fair = {}) => Object.entries(fair)))
    if (together.get(call) !== "strong") together.set(call, strength);
  return Object.fromEntries(together);
}

/** The fairness of a call in words, as part of a sentence. */
export const fairnessInWords = (call: string, strength: Strength): string => `${call} is ${strength}ly fair`;

/** The fairness of several calls: "exit is weakly fair and fork is strongly fair". */
export const fairInWords = (fair: FairCalls): string =>
  enumerated(Object.entries(fair).map(([call, strength]) => fairnessInWords(call, strength)));
