import type { Matrix } from "../engine/matrix.ts";
import { type Paint, plain } from "../text/paint.ts";
import { CELL_SORTS, cellSort, cellText, sortsIn } from "./matrix-cell.ts";
import { sideBySide } from "./side-by-side.ts";

/**
 * The matrix as text: a row per property, a column per design, the signs explained below. Safe to print.
 *
 * @param width maximum length of a line; columns that do not fit go into another block
 */
export function matrixTable(matrix: Matrix, width: number, paint: Paint = plain): string {
  const names = matrix.properties.map(({ name }) => name);
  const designs = matrix.rows.map(({ title, verdicts }) => ({
    title,
    cells: verdicts.map((verdict) => ({
      text: cellText(verdict),
      style: CELL_SORTS[cellSort(verdict)].style,
    })),
  }));
  return `${sideBySide(names, designs, width, paint)}\n\n${legend(matrix, paint)}`;
}

function legend({ rows }: Matrix, paint: Paint): string {
  const sorts = sortsIn(rows.flatMap(({ verdicts }) => verdicts));
  return sorts
    .map((sort) => `${paint(CELL_SORTS[sort].style, CELL_SORTS[sort].sign)} ${CELL_SORTS[sort].meaning}`)
    .join("\n");
}
