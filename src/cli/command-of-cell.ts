import type { Matrix } from "../engine/matrix.ts";
import type { Scope } from "../model/scope.ts";
import { commandLine } from "./command-line.ts";
import { fairWords } from "./fair-option.ts";

/**
 * The command line that shows a cell of a matrix with its trees. `DESIGN` and `PROPERTY` stand for those of the cell.
 *
 * @param scope that of the matrix
 */
export function commandOfCell({ domain, fair = {}, rows }: Matrix, scope: Scope): string {
  const have = (call: string) => rows.map(({ model }) => Object.hasOwn(model.calls, call));
  const calls = Object.entries(fair).filter(([call]) => have(call).includes(true));
  const words = ["DESIGN", ...fairWords(Object.fromEntries(calls)), "--property", "PROPERTY"];
  const command = commandLine("check", [], domain, scope, words);
  // A check refuses a call that its design does not have.
  const isLacking = calls.some(([call]) => have(call).includes(false));
  return isLacking ? `${command} (with --fair for the calls that DESIGN has)` : command;
}
