import type { Matrix } from "../engine/matrix.ts";
import { printable } from "../text/printable.ts";
import { scopeOfMatrix } from "./scope-in-words.ts";
import { verdictInWords } from "./verdicts.ts";

/**
 * The verdicts of a matrix as text, each on a line: its properties in their order, and below each what every design comes to. It depends on the verdicts
 * alone, not on how they were found, and another design or property adds lines and changes none: made for a snapshot. Safe to print.
 */
export function matrixInWords(matrix: Matrix): string {
  const lines = matrix.properties.flatMap(({ name }, index) => [
    printable(name),
    ...matrix.rows.map(({ title, verdicts }) => {
      const verdict = verdicts[index];
      return `  ${printable(title)}: ${verdict === undefined ? "not asked" : verdictInWords(verdict)}`;
    }),
  ]);
  return [scopeOfMatrix(matrix), ...lines].join("\n");
}
