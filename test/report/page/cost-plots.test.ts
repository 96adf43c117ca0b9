import { expect, test } from "vitest";
import { flat } from "../../../models/flat.ts";
import { nested } from "../../../models/nested.ts";
import { refusalChangesNothing } from "../../../properties/refusal-changes-nothing.ts";
import { costPlots } from "../../../src/report/page/cost-plots.ts";
import { matrixOf, smallMatrix } from "../matrices.ts";

const SCOPE = { tasks: 1, containers: 1, kinds: ["uts"], names: [], images: 0 } as const;

test("a plot for each call, with a line for each design that has it", () => {
  const groups = costPlots(matrixOf([nested, flat], [refusalChangesNothing], SCOPE, { cost: true }));
  expect(groups.map(({ title }) => title)).toEqual([
    "Records written, by depth",
    "Records read, by depth",
    "Records written, by tasks",
    "Records read, by tasks",
  ]);
  const plots = groups[0]?.plots ?? [];
  const fork = plots.find(({ title }) => title === "fork");
  expect(fork).toMatchObject({ x: "levels of nesting", y: "records written" });
  // A fork writes 1 record in `nested` and depth + 2 in `flat` (semantics.md).
  expect(
    fork?.lines.map(({ name, points }) => [name, points.map(([x, y]) => y - (name === "flat" ? x : 0))]),
  ).toEqual([
    ["nested", Array(7).fill(1)],
    ["flat", Array(7).fill(2)],
  ]);
  expect(plots.find(({ title }) => title === "checkpoint")?.lines.map(({ name }) => name)).toEqual([
    "nested",
  ]);
});

test("nothing is plotted where nothing was measured", () => {
  expect(costPlots(smallMatrix())).toEqual([]);
});
