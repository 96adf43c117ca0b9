import { expect, test } from "vitest";
import type { Asked } from "./run.ts";
import type { Row } from "./search-tables.ts";
import { comparisonTable } from "./search-tables.ts";

const rowOf = (properties: Asked, user: number): Row => ({
  run: {
    model: "nested",
    scope: { tasks: 4, containers: 4, kinds: ["uts", "net"], names: ["a", "b"], images: 0 },
    symmetry: true,
    workers: 1,
    properties,
  },
  took: { states: 26_670, ok: 1, calls: 2, user, wall: user, peak: 2 ** 20, bytes: 100 },
});
const own = [rowOf("of steps", 4), rowOf("none", 2)];
const other = { name: "C++", states: 26_670, user: 0.5, wall: 0.6, peak: 2 ** 21 };

test("each search stands beside ours, with how many times as long ours takes", () => {
  expect(
    comparisonTable([{ own, others: [other] }])
      .split("\n")
      .slice(2),
  ).toEqual([
    "| 4 4 2 2 | nsmodel, properties of worlds and steps | 4.00 | 4.00 | 1 | 1.0 | 0.5 |",
    "| 4 4 2 2 | nsmodel, no properties | 2.00 | 2.00 | 1 | 2.0 | 1.0 |",
    "| 4 4 2 2 | C++ | 0.50 | 0.60 | 2 | 8.0 | 4.0 |",
  ]);
});

test("searches that do not count the same states are not compared", () => {
  const wrong = { ...other, states: 26_671 };
  expect(() => comparisonTable([{ own, others: [wrong] }])).toThrow("26671 for C++");
});
