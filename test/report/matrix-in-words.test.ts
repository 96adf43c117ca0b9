import { expect, test } from "vitest";
import { matrixInWords } from "../../src/report/matrix-in-words.ts";
import { smallMatrix } from "./matrices.ts";

test("has a line for each verdict, below its property", () => {
  expect(matrixInWords(smallMatrix()).split("\n")).toEqual([
    "Scope: 2 tasks, 3 containers, kind uts, name a, no images.",
    "never-leaves",
    "  nested: holds",
    "  merged: broken in 2 steps",
    "  task-struct: holds",
    "same-name-in-two-places",
    "  nested: reached in 5 steps",
    "  merged: reached in 6 steps",
    "  task-struct: reached in 5 steps",
    "always-enterable",
    "  nested: broken in 3 steps",
    "  merged: holds",
    "  task-struct: broken in 3 steps",
    "restart-is-faithful",
    "  nested: does not apply",
    "  merged: does not apply",
    "  task-struct: does not apply",
  ]);
});

test("says what was taken for granted in runs", () => {
  const [scope] = matrixInWords({ ...smallMatrix(), fair: { exit: "weak", fork: "strong" } }).split("\n");
  expect(scope).toBe(
    "Scope: 2 tasks, 3 containers, kind uts, name a, no images. In infinite runs, exit is weakly fair and fork is strongly fair.",
  );
});
