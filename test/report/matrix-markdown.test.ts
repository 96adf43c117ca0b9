import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { eventually } from "../../src/domains/containers/property.ts";
import { matrixAsMarkdown } from "../../src/report/matrix-markdown.ts";
import { scopeOf } from "../properties/check.ts";
import { matrixOf, smallMatrix } from "./matrices.ts";

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

test("where a loop begins and ends stands among the steps", () => {
  const emptied = eventually({
    name: "emptied",
    claim: "nobody is left",
    source: "a test",
    isMet: ({ tasks }) => tasks.size === 0,
    broken: () => "somebody is always there",
  });
  const scope = scopeOf({ tasks: 2, containers: 1, names: [] });
  const text = matrixAsMarkdown(matrixOf([nested], [emptied], scope, { fair: { exit: "weak" } }));
  expect(text).toMatch(
    /somebody is always there, though exit is weakly fair\n\nHere a loop begins\.\n\n(\d\. .*\n)+\nThe world is the same as at first again/,
  );
  const resting = matrixAsMarkdown(matrixOf([nested], [emptied], scope));
  expect(resting).toMatch(/somebody is always there\n\nFrom here on, nothing more needs to happen\.$/);
});
