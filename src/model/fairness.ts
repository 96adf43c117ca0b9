import { enumerated } from "../text/words.ts";

/**
 * How much may be taken for granted of a call. It is enabled where one that the task may try changes the world.
 *
 * - `weak`: where it stays enabled from some world on, it is made again and again.
 * - `strong`: where it is enabled again and again, it is made again and again.
 *
 * Manna and Pnueli call these justice and compassion; Lamport writes WF and SF. A task that ends has done what it had to.
 */
export type Strength = "weak" | "strong";

/** The calls that may be taken for granted, by name: each for each task by itself. */
export type FairCalls = Readonly<Record<string, Strength>>;

/** What is taken for granted where several say what they take: all of it, and of a call that more than one names the stronger. */
export function fairTogether(...all: readonly (FairCalls | undefined)[]): FairCalls {
  const together = new Map<string, Strength>();
  for (const [call, strength] of all.flatMap((fair = {}) => Object.entries(fair)))
    if (together.get(call) !== "strong") together.set(call, strength);
  return Object.fromEntries(together);
}

/** The fairness of a call in words, as a part of a sentence. */
export const fairnessInWords = (call: string, strength: Strength): string => `${call} is ${strength}ly fair`;

/** That of several: "exit is weakly fair and fork is strongly fair". */
export const fairInWords = (fair: FairCalls): string =>
  enumerated(Object.entries(fair).map(([call, strength]) => fairnessInWords(call, strength)));
