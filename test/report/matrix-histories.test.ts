import { describe, expect, test } from "vitest";
import { historiesAsText, sharedHistories } from "../../src/report/matrix-histories.ts";
import { smallMatrix } from "./matrices.ts";

const matrix = smallMatrix();

describe("the histories of a matrix", () => {
  test("are those of broken cells, each once for the designs that have it", () => {
    expect(sharedHistories(matrix).map(({ properties }) => properties)).toMatchObject([
      [{ property: "never-leaves", designs: ["merged"] }],
      [{ property: "always-enterable", designs: ["nested", "task-struct"] }],
    ]);
  });

  test("are told in sentences, with the call that shows it", () => {
    expect(historiesAsText(matrix)).toContain(
      [
        "always-enterable is broken in nested and task-struct, in 3 steps: task 2, which sees container 2 (/unnamed1), cannot enter it: ENXIO",
        "  1. Task 1 forks task 2 in the root.",
        "  2. Task 1 unshares uts and goes down into the new container /unnamed1.",
        "  3. Task 1 unshares uts and goes down into the new container /unnamed1/unnamed1.",
        "  The call that shows it: Task 2 tries to enter /unnamed1, and is refused: ENXIO (the container has no nsproxy that could be entered).",
      ].join("\n"),
    );
  });

  test("one that is broken from the start says so", () => {
    const [row, ...rows] = matrix.rows;
    if (row === undefined) throw new Error("the matrix has no rows");
    const verdicts = row.verdicts.map((verdict) => ({ ...verdict, verdict: "broken" as const, history: [] }));
    const text = historiesAsText({ ...matrix, rows: [{ ...row, verdicts }, ...rows] });
    expect(text).toContain("in 0 steps");
    expect(text).toContain("  This is the case from the start.");
  });
});
