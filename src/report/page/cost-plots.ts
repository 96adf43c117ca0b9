import type { CostOfModel, Ladder } from "../../engine/cost.ts";
import type { Matrix, MatrixRow } from "../../engine/matrix.ts";
import { type Measure, measuredCalls } from "../matrix-cost.ts";
import type { Plot, PlotLine } from "./plot.ts";

/** Plots that belong together. */
export interface PlotGroup {
  readonly title: string;
  readonly plots: readonly Plot[];
}

/** A dimension in which ladders grow. */
interface Growth {
  readonly of: "byDepth" | "byTasks";
  readonly x: string;
  readonly at: (ladder: Ladder) => number;
}

const BY_DEPTH: Growth = { of: "byDepth", x: "levels of nesting", at: ({ depth }) => depth };
const BY_TASKS: Growth = { of: "byTasks", x: "tasks at each level", at: ({ tasks }) => tasks };

/** How the cost of each call grows in each design. Empty if nothing was measured. */
export function costPlots(matrix: Matrix): PlotGroup[] {
  if (matrix.rows.every(({ cost }) => cost === undefined)) return [];
  return [
    group("Records written, by depth", matrix, BY_DEPTH, "written"),
    group("Records read, by depth", matrix, BY_DEPTH, "read"),
    group("Records written, by tasks", matrix, BY_TASKS, "written"),
    group("Records read, by tasks", matrix, BY_TASKS, "read"),
  ];
}

function group(title: string, matrix: Matrix, growth: Growth, measure: Measure): PlotGroup {
  const plots = measuredCalls(matrix).map((op) => ({
    title: op,
    x: growth.x,
    y: `records ${measure}`,
    lines: matrix.rows.flatMap((row, index) => lineOf(row, index, op, growth, measure)),
  }));
  return { title, plots };
}

function lineOf(
  { model, cost }: MatrixRow,
  colour: number,
  op: string,
  growth: Growth,
  measure: Measure,
): PlotLine[] {
  const points = cost === undefined ? [] : pointsOf(cost[growth.of], op, growth, measure);
  return points.length === 0 ? [] : [{ name: model.name, colour, points }];
}

function pointsOf(
  { ladders }: CostOfModel,
  op: string,
  { at }: Growth,
  measure: Measure,
): [number, number][] {
  return ladders.flatMap(({ ladder, calls }) => {
    const call = calls.find((one) => one.op === op);
    return call === undefined ? [] : [[at(ladder), call[measure]]];
  });
}
