import type { CostInLadder, CostOfCall, CostOfModel } from "../engine/cost.ts";
import { ruledTable } from "./columns.ts";
import { type Paint, plain } from "./paint.ts";
import { printable } from "./printable.ts";

/** What each column of a table of costs differs in. */
export type Growth = "depth" | "tasks";

/**
 * The cost of each call of a design as a table: a row for each call, a column for each ladder, in a cell the records read and
 * written. A call that a ladder's situation refuses has its errno instead.
 */
export function costTable({ ladders }: CostOfModel, growth: Growth, paint: Paint = plain): string {
  const calls = ladders[0]?.calls ?? [];
  const head = ["call", ...ladders.map(({ ladder }) => `${growth} ${ladder[growth]}`)];
  const rows = calls.map(({ op }) => [
    printable(op),
    ...ladders.map((measured) => cell(callIn(measured, op), paint)),
  ]);
  return ruledTable(head, rows);
}

function callIn({ calls }: CostInLadder, op: string): CostOfCall | undefined {
  return calls.find((call) => call.op === op);
}

function cell(call: CostOfCall | undefined, paint: Paint): string {
  if (call === undefined) return "";
  return call.outcome === "ok" ? `${call.read} / ${call.written}` : paint("dim", call.outcome);
}
