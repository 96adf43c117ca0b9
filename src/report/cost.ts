import type { CostInLadder, CostOfCall, CostOfModel } from "../engine/cost.ts";
import { type Cell, LINE, NO_BREAK, ruledTable, tableWidth } from "../text/columns.ts";
import { type Paint, plain } from "../text/paint.ts";
import { printable } from "../text/printable.ts";

/** What varies between the columns of a cost table. */
export type Growth = "depth" | "tasks";

/**
 * The cost of each call of a design as a table: a row per call, a column per ladder, the records read and written in each
 * cell. A call that is refused in a ladder's situation shows its errno instead. Ladders that do not fit on a line go into another table.
 *
 * @param width maximum length of a line
 */
export function costTable(
  { ladders }: CostOfModel,
  growth: Growth,
  paint: Paint = plain,
  width: number = LINE,
): string {
  const ops = (ladders[0]?.calls ?? []).map(({ op }) => op);
  const names: Column = { head: "call", cells: ops.map((op) => printable(op)) };
  const columns = ladders.map(
    (measured): Column => ({
      head: `${growth}${NO_BREAK}${measured.ladder[growth]}`,
      cells: ops.map((op) => cell(callIn(measured, op))),
    }),
  );
  return inBlocks(names, columns, width)
    .map((block) =>
      ruledTable(
        block.map(({ head }) => head),
        ops.map((_, row) => block.map(({ cells }) => cells[row] ?? "")),
        { width, paint },
      ),
    )
    .join("\n");
}

interface Column {
  readonly head: string;
  readonly cells: readonly Cell[];
}

/** Splits the columns into tables that fit the width; each begins with `first`. */
function inBlocks(first: Column, all: readonly Column[], width: number): Column[][] {
  const blocks: Column[][] = [];
  for (const column of all) {
    const block = blocks.at(-1);
    if (block !== undefined && widthOf([...block, column]) <= width) block.push(column);
    else blocks.push([first, column]);
  }
  return blocks;
}

function widthOf(columns: readonly Column[]): number {
  const rows = [
    columns.map(({ head }) => head),
    ...(columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] ?? "")),
  ];
  return tableWidth(rows);
}

function callIn({ calls }: CostInLadder, op: string): CostOfCall | undefined {
  return calls.find((call) => call.op === op);
}

function cell(call: CostOfCall | undefined): Cell {
  if (call === undefined) return "";
  if (call.outcome !== "ok") return { text: call.outcome, style: "dim" };
  return `${call.read}${NO_BREAK}/${NO_BREAK}${call.written}`;
}
