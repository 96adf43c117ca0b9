import { lengthOf, type Verdict } from "../model/verdict.ts";
import type { PaintStyle } from "../text/paint.ts";

/** What a cell of the matrix can say, with its sign, its colour on a terminal, and its meaning. */
export const CELL_SORTS = {
  holds: { sign: "✓", style: "green", meaning: "holds in the whole scope" },
  "no-case": { sign: "○", style: "yellow", meaning: "holds, because the case never occurs" },
  broken: { sign: "✗", style: "red", meaning: "broken, in this many steps" },
  "broken-for-ever": {
    sign: "∞",
    style: "red",
    meaning: "broken by an infinite run: this many steps, then a loop of this many",
  },
  reached: { sign: "→", style: "green", meaning: "reached, in this many steps" },
  "never-reached": { sign: "∅", style: "red", meaning: "never reached" },
  "not-decided": { sign: "?", style: "dim", meaning: "not decided: not the whole scope was seen" },
  "does-not-apply": { sign: "·", style: "dim", meaning: "does not apply" },
} as const satisfies Record<string, { sign: string; style: PaintStyle; meaning: string }>;

/** What a cell says. */
export type CellSort = keyof typeof CELL_SORTS;

/** What the cell of a verdict says. A reachability property has a history if it holds, and none if it is broken. */
export function cellSort(found: Verdict): CellSort {
  const { verdict, cases } = found;
  const length = lengthOf(found);
  switch (verdict) {
    case "holds":
      if (length !== undefined) return "reached";
      return cases === 0 ? "no-case" : "holds";
    case "broken":
      if (found.loop !== undefined) return "broken-for-ever";
      return length === undefined ? "never-reached" : "broken";
    default:
      return verdict;
  }
}

/** A verdict short enough for a cell: "✓", "✗ 3", "∞ 3+4". */
export function cellText(verdict: Verdict): string {
  const { sign } = CELL_SORTS[cellSort(verdict)];
  const length = lengthOf(verdict);
  const { loop } = verdict;
  if (length !== undefined && loop !== undefined) return `${sign} ${loop}+${length - loop}`;
  return length === undefined ? sign : `${sign} ${length}`;
}

/** The sorts that occur in some cells, in the order of `CELL_SORTS`: what a legend must explain. */
export function sortsIn(verdicts: readonly Verdict[]): CellSort[] {
  const present = new Set(verdicts.map(cellSort));
  // Keys of a literal: exactly CellSort.
  return (Object.keys(CELL_SORTS) as CellSort[]).filter((sort) => present.has(sort));
}
