import type { CostOfCall, CostOfModel } from "../engine/cost.ts";
import type { Matrix, MatrixRow } from "../engine/matrix.ts";
import { type Paint, plain } from "../text/paint.ts";
import { printable } from "../text/printable.ts";
import { counted } from "../text/words.ts";
import { sideBySide } from "./side-by-side.ts";

const NO_SUCH_CALL = "·";

/** What is counted for a call. */
export type Measure = "read" | "written";

/** The measured calls of all designs, without duplicates, in order of appearance. */
export function measuredCalls({ rows }: Matrix): string[] {
  const costs = rows.flatMap(({ cost }) => (cost === undefined ? [] : [cost.byDepth, cost.byTasks]));
  return [
    ...new Set(costs.flatMap(({ ladders }) => ladders.flatMap(({ calls }) => calls.map(({ op }) => op)))),
  ];
}

/**
 * What each call of each design writes in the deepest ladder, as text: a row per call, a column per design. Empty if
 * nothing was measured. Safe to print.
 */
export function matrixCostTable(matrix: Matrix, width: number, paint: Paint = plain): string {
  const ops = measuredCalls(matrix);
  const deepest = deepestIn(matrix.rows);
  if (deepest === undefined) return "";
  const designs = matrix.rows.map(({ model, cost }) => ({
    title: model.name,
    cells: ops.map((op) => ({ text: written(callAtEnd(cost?.byDepth, op)) })),
  }));
  const heading = paint(
    "bold",
    `Records written by a call, with ${counted(deepest, "container")} nested in each other:`,
  );
  return [heading, sideBySide(ops, designs, width, paint), ...reasons(matrix.rows)].join("\n\n");
}

function deepestIn(rows: readonly MatrixRow[]): number | undefined {
  return rows.flatMap(({ cost }) => cost?.byDepth.ladders ?? []).at(-1)?.ladder.depth;
}

function callAtEnd(cost: CostOfModel | undefined, op: string): CostOfCall | undefined {
  return cost?.ladders.at(-1)?.calls.find((call) => call.op === op);
}

/** A call that is refused writes nothing: its errno says why. */
function written(call: CostOfCall | undefined): string {
  if (call === undefined) return NO_SUCH_CALL;
  return call.outcome === "ok" ? call.written.toLocaleString("en") : call.outcome;
}

/** Why designs could not be measured. */
function reasons(rows: readonly MatrixRow[]): string[] {
  const said = rows.flatMap(({ model, cost }) =>
    cost?.byDepth.why === undefined ? [] : [`${printable(model.name)}: ${printable(cost.byDepth.why)}`],
  );
  return said.length === 0 ? [] : [said.join("\n")];
}
