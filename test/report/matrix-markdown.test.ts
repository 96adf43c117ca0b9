import { expect, test } from "vitest";
import { matrixAsMarkdown } from "../../src/report/matrix-markdown.ts";
import { smallMatrix } from "./matrices.ts";

test("a matrix as Markdown is a table and its histories", () => {
  const text = matrixAsMarkdown(smallMatrix());
  const lines = text.split("\n");
  expect(lines.filter((line) => line.startsWith("|"))).toEqual([
    "| property | nested | merged | task-struct |",
    "| --- | --- | --- | --- |",
    "| never-leaves | holds | broken in 2 steps | holds |",
    "| same-name-in-two-places | reached in 5 steps | reached in 6 steps | reached in 5 steps |",
    "| always-enterable | broken in 3 steps | holds | broken in 3 steps |",
    "| restart-is-faithful | does not apply | does not apply | does not apply |",
  ]);
  expect(text).toContain("- **always-enterable** in nested and task-struct: task 2");
  expect(text).toContain("\n1. Task 1 forks task 2 in the root.\n");
});

test("names cannot break the table", () => {
  const { rows, ...matrix } = smallMatrix();
  const renamed = rows.map((row) => ({ ...row, title: "a|b*" }));
  expect(matrixAsMarkdown({ ...matrix, rows: renamed })).toContain("| property | a\\|b\\* | a\\|b\\* |");
});
