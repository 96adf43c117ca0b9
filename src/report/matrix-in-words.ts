import type { Matrix } from "../engine/matrix.ts";
import { printable } from "../text/printable.ts";
import { scopeOfMatrix } from "./scope-in-words.ts";
import { verdictInWords } from "./verdicts.ts";

/**
 * The verdicts of a matrix as text, one per line: each property in order, with the verdict of every design below it. It depends only on the verdicts,
 * not on how they were found, and another design or property adds lines without changing any: made for snapshots. Safe to print.
 */
export function matrixInWords(matrix: Matrix): string {
  const lines = matrix.properties.flatMap(({ name }, index) => [
    printable(name),
    ...matrix.rows.map(({ title, verdicts }) => {
      const verdict = verdicts[index];
      return `  ${printable(title)}: ${verdict === undefined ? "not checked" : verdictInWords(verdict)}`;
    }),
  ]);
  return [scopeOfMatrix(matrix), ...lines].join("\n");
}
