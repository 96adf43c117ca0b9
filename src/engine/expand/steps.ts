/**
 * The transitions of the quotient graph out of one form, in a row of words. For each: its operation, how many calls lead there, the target form, and for
 * each opaque sort the number of the copy table (see `CopyTables`).
 */

import type { CopyTables } from "../partition/copy-tables.ts";
import type { Successors } from "./successors.ts";

export type Steps = Int32Array;

export const OPERATION = 0;
export const WEIGHT = 1;
export const TARGET = 2;
export const TABLES = 3;

/**
 * The steps to successors, in the order of their operations.
 *
 * @param opaque how many opaque sorts there are: that many words at the end of a successor are numbers of copy tables
 * @param formAt finds the number of the form of a successor whose words begin at `at`; negative if there is no room
 */
export function stepsOf(
  successors: Successors,
  opaque: number,
  formAt: (successor: number, at: number) => number,
): Steps {
  const { count, operations, weights, words, stride } = successors;
  const steps = new Int32Array(count * (TABLES + opaque));
  let to = 0;
  for (let operation = 0; to < steps.length; operation++)
    for (let successor = 0; successor < count; successor++) {
      if (operations[successor] !== operation) continue;
      const at = successors.placeOf(successor);
      steps[to + OPERATION] = operation;
      steps[to + WEIGHT] = weights[successor] ?? 0;
      steps[to + TARGET] = formAt(successor, at);
      for (let table = 0; table < opaque; table++)
        steps[to + TABLES + table] = words[at + stride - opaque + table] ?? 0;
      to += TABLES + opaque;
    }
  return steps;
}

/** Where a step with a successor's copy tables would begin: they follow the words of the successor's form, as they follow the first `TABLES` words of a step. */
export function stepWithTablesOf(successors: Successors, successor: number, opaque: number): number {
  return successors.placeOf(successor) + successors.stride - opaque - TABLES;
}

/** The combination of partitions after the step that begins at `at`. */
export function combinationAfter(
  tables: CopyTables,
  steps: Steps,
  at: number,
  opaque: number,
  before: number,
): number {
  const after = [0];
  combinationsAfter(tables, steps, at, opaque, [before], after);
  return after[0] ?? 0;
}

/** Like `combinationAfter`, for several. @param after receives them in its first places */
export function combinationsAfter(
  tables: CopyTables,
  steps: Steps,
  at: number,
  opaque: number,
  before: readonly number[],
  after: number[] | Int32Array,
): void {
  const states = before.length;
  for (let state = 0; state < states; state++) after[state] = 0;
  let below = 1; // how many combinations the sorts after this one have, before the step
  let weight = 1; // and after it
  for (let place = opaque - 1; place >= 0; place--) {
    const table = tables.at(steps[at + TABLES + place] ?? 0);
    const partitions = table.after.length;
    for (let state = 0; state < states; state++) {
      const partition = Math.floor((before[state] ?? 0) / below) % partitions;
      after[state] = (after[state] ?? 0) + (table.after[partition] ?? 0) * weight;
    }
    below *= partitions;
    weight *= table.count;
  }
}
