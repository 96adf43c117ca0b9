import { expect, test } from "vitest";
import { checkResults, matrixResults } from "../../../src/report/reporters/of-verdicts.ts";
import { smallMatrix } from "../matrices.ts";

const matrix = smallMatrix({ searchOf: () => ({ depth: 3 }) });
const [row] = matrix.rows;
if (row === undefined || matrix.scope === undefined) throw new Error("the matrix has no row");
const checked = { model: row.model, scope: matrix.scope, verdicts: row.verdicts, seconds: 4 };

test("a property that is broken fails with its shortest history, at the file of its design", () => {
  const results = checkResults({ ...checked, file: "./own.ts" });
  expect(results.map(({ name, file, status, seconds }) => [name, file, status, seconds])).toEqual([
    ["nested: never-leaves", "./own.ts", "skipped", 1],
    ["nested: same-name-in-two-places", "./own.ts", "skipped", 1],
    ["nested: always-enterable", "./own.ts", "failed", 1],
    ["nested: restart-is-faithful", "./own.ts", "skipped", 1],
  ]);
  const [undecided, , broken] = results;
  expect(undecided?.failures[0]?.message).toMatch(/^never-leaves: not decided: /);
  expect(broken?.failures[0]?.message).toMatch(
    /^always-enterable: broken in 3 steps: .*\n1\. [^\n]*\n2\. [^\n]*\n3\. [^\n]*\nThe call that shows it: /,
  );
  expect(broken?.summary).toMatch(/^broken in 3 steps, \d+ cases$/);
});

test("a design that comes with nsmodel is in no file of the user's", () => {
  expect(checkResults({ ...checked, file: undefined })[0]).not.toHaveProperty("file");
});

test("a cell that is decided passes, whatever it says", () => {
  const results = matrixResults([matrix]);
  expect(results).toHaveLength(matrix.rows.length * matrix.properties.length);
  const statusOf = (name: string) => results.find((result) => result.name === name)?.status;
  expect(statusOf("nested: always-enterable")).toBe("passed");
  expect(statusOf("nested: never-leaves")).toBe("skipped");
});
