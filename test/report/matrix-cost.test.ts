import { expect, test } from "vitest";
import { flat } from "../../models/flat.ts";
import { nested } from "../../models/nested.ts";
import { refusalChangesNothing } from "../../properties/refusal-changes-nothing.ts";
import { matrixCostTable, measuredCalls } from "../../src/report/matrix-cost.ts";
import { matrixOf, smallMatrix } from "./matrices.ts";

const SCOPE = { tasks: 1, containers: 1, kinds: ["uts"], names: [], images: 0 } as const;
const matrix = matrixOf([nested, flat], [refusalChangesNothing], SCOPE, { cost: true });

test("a row for each call that some design has, with what it writes in the deepest ladder", () => {
  const lines = matrixCostTable(matrix, 80).split("\n");
  expect(lines[0]).toBe("Records written by a call, with 64 containers nested in each other:");
  expect(lines).toContain("fork        1       66");
  expect(lines).toContain("kill        192     2,336");
  expect(lines.find((line) => line.startsWith("checkpoint"))).toMatch(/\d +·$/);
  expect(measuredCalls(matrix)).toEqual(Object.keys(nested.calls));
});

test("a design that could not be measured says why, and without any there is no table", () => {
  const why = "it has no call that makes a container";
  const rows = matrix.rows.map((row, index) =>
    index === 0 || row.cost === undefined
      ? row
      : { ...row, cost: { ...row.cost, byDepth: { model: "flat", ladders: [], why } } },
  );
  expect(matrixCostTable({ ...matrix, rows }, 80)).toContain(`flat: ${why}`);
  expect(matrixCostTable(smallMatrix(), 80)).toBe("");
});
