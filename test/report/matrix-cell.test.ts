import { describe, expect, test } from "vitest";
import type { Verdict } from "../../src/model/verdict.ts";
import { CELL_SORTS, cellSort, cellText, sortsIn } from "../../src/report/matrix-cell.ts";
import { op } from "./design.ts";

const EVENTS = [
  { operation: op("fork", 1), outcome: "ok" },
  { operation: op("exit", 1), outcome: "ok" },
] as const;

const verdict = (parts: Partial<Verdict> & Pick<Verdict, "verdict">): Verdict => ({
  property: "p",
  why: "",
  cases: 3,
  ...parts,
});

describe("a cell", () => {
  test.each<[string, string, Partial<Verdict> & Pick<Verdict, "verdict">]>([
    ["holds", "✓", { verdict: "holds" }],
    ["no-case", "○", { verdict: "holds", cases: 0 }],
    ["reached", "→ 2", { verdict: "holds", history: EVENTS }],
    ["reached", "→ 0", { verdict: "holds", history: [], cases: 0 }],
    ["broken", "✗ 2", { verdict: "broken", history: EVENTS }],
    ["never-reached", "∅", { verdict: "broken" }],
    ["not-decided", "?", { verdict: "not-decided" }],
    ["does-not-apply", "·", { verdict: "does-not-apply" }],
  ])("%s: %s", (sort, text, parts) => {
    expect(cellSort(verdict(parts))).toBe(sort);
    expect(cellText(verdict(parts))).toBe(text);
  });

  test("sorts have signs of their own, and those that are there come in one order", () => {
    const signs = Object.values(CELL_SORTS).map(({ sign }) => sign);
    expect(new Set(signs).size).toBe(signs.length);
    const verdicts = [verdict({ verdict: "not-decided" }), verdict({ verdict: "holds" })];
    expect(sortsIn(verdicts)).toEqual(["holds", "not-decided"]);
  });
});
