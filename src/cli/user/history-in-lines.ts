import type { Operation } from "../../model/operation.ts";
import { printable } from "../../text/printable.ts";
import { counted } from "../../text/words.ts";

/** How many calls are shown: the last ones of a longer history. */
const MAX_CALLS = 200;

/**
 * How a mistake comes about: the calls that lead there, one per line.
 *
 * @param rest how the sentence goes on, without a full stop; `undefined` if it ends there
 */
export function historyInLines(history: readonly Operation[], rest: string | undefined): string {
  if (history.length === 0) return `This happens in the first world${rest === undefined ? "" : `, ${rest}`}.`;
  const left = history.length - MAX_CALLS;
  const before = left > 0 ? `\n  (${counted(left, "call")} before these)` : "";
  const calls = history
    .slice(-MAX_CALLS)
    .map((operation) => `\n  ${printable(JSON.stringify(operation))}`)
    .join("");
  return `This happens after${before}${calls}${rest === undefined ? "" : `\n${rest}.`}`;
}
