import type { Operation } from "../../model/operation.ts";
import { printable } from "../../report/printable.ts";

/**
 * How a mistake comes up: the calls that lead there, one in a line.
 *
 * @param rest how the sentence goes on, without a full stop; nothing where it ends there
 */
export function historyInLines(history: readonly Operation[], rest: string | undefined): string {
  if (history.length === 0) return `It is so in the first world${rest === undefined ? "" : `, ${rest}`}.`;
  const calls = history.map((operation) => `\n  ${printable(JSON.stringify(operation))}`).join("");
  return `It is so after${calls}${rest === undefined ? "" : `\n${rest}.`}`;
}
