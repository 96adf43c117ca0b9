import type { Operation } from "../../model/operation.ts";
import type { LawBreach } from "./law.ts";

/**
 * Leaves out calls, one at a time, for as long as the rest still breaks the same law.
 *
 * @param along checks the laws along a history, up to the first breach
 * @returns a breach without any call that could be left out
 */
export function shrunkBreach(
  breach: LawBreach,
  along: (history: readonly Operation[]) => LawBreach | undefined,
): LawBreach {
  for (let index = breach.history.length - 1; index >= 0; index--) {
    const shorter = along(breach.history.toSpliced(index, 1));
    const isSame = shorter?.law === breach.law && shorter.history.length < breach.history.length;
    if (isSame) return shrunkBreach(shorter, along);
  }
  return breach;
}
