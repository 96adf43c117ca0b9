import type { Errno } from "../model/errno.ts";
import type { Model } from "../model/model.ts";
import type { Outcome } from "../model/outcome.ts";

/** How often an operation was tried in the distinct worlds of a search, by outcome. */
export interface CallCount {
  ok: number;
  /** How many of the ok calls left the world unchanged. */
  unchanged: number;
  /**
   * How many worlds count as found by the operation: of the operations that lead to a world from the level before its own, it is the
   * first in the design's order.
   */
  new: number;
  refused: Partial<Record<Errno, number>>;
}

/** The calls of a search by operation. */
export type CallCounts = Map<string, CallCount>;

/** Counts a call. */
export function countCall(
  counts: CallCounts,
  op: string,
  outcome: Outcome,
  is: { readonly unchanged: boolean; readonly new: boolean },
): void {
  const count = counts.get(op) ?? noCalls();
  counts.set(op, count);
  if (outcome !== "ok") count.refused[outcome] = (count.refused[outcome] ?? 0) + 1;
  else {
    count.ok++;
    if (is.unchanged) count.unchanged++;
    if (is.new) count.new++;
  }
}

/** Adds counts made elsewhere. */
export function addCalls(counts: CallCounts, others: CallCounts): void {
  for (const [op, other] of others) {
    const count = counts.get(op) ?? noCalls();
    counts.set(op, count);
    addCall(count, other);
  }
}

function addCall(sum: CallCount, { ok, unchanged, new: first, refused }: CallCount): void {
  sum.ok += ok;
  sum.unchanged += unchanged;
  sum.new += first;
  for (const [errno, number] of Object.entries(refused) as [Errno, number][]) {
    sum.refused[errno] = (sum.refused[errno] ?? 0) + number; // its keys are errnos by type
  }
}

/** Zero counts for every call of a design, in the design's order. */
export function countsFor({ calls }: Pick<Model, "calls">): CallCounts {
  return new Map(Object.keys(calls).map((op) => [op, noCalls()]));
}

/** The operations that never succeeded, in order. */
export function neverSucceeded(counts: CallCounts): string[] {
  return [...counts].filter(([, { ok }]) => ok === 0).map(([op]) => op);
}

/** The declared refusals that never occurred, by operation. Operations without any are left out. */
export function neverRefused(
  counts: CallCounts,
  { refusals = {} }: Pick<Model, "refusals">,
): Map<string, Errno[]> {
  const missing = Object.entries(refusals).map(([op, errnos]): [string, Errno[]] => [
    op,
    errnos.filter((errno) => counts.get(op)?.refused[errno] === undefined),
  ]);
  return new Map(missing.filter(([, errnos]) => errnos.length > 0));
}

function noCalls(): CallCount {
  return { ok: 0, unchanged: 0, new: 0, refused: {} };
}

/** The sum over all calls of a search. */
export function sumOfCalls(counts: CallCounts): CallCount {
  const sum = noCalls();
  for (const count of counts.values()) addCall(sum, count);
  return sum;
}
