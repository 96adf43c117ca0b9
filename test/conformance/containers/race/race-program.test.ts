import { describe, expect, test } from "vitest";
import { CannotRun } from "../../../../src/conformance/cannot-run.ts";
import { type Try, triesIn } from "../../../../src/conformance/containers/race/race-program.ts";

async function read(...lines: readonly string[]): Promise<Try[]> {
  async function* given(): AsyncGenerator<string> {
    yield* lines;
  }
  const tries: Try[] = [];
  for await (const one of triesIn(given())) tries.push(one);
  return tries;
}

describe("the lines of a race", () => {
  test("tell tries, and what was observed in some", async () => {
    const lines = ["try 1 1500 1 1 3", "born 0 1 2", "born 3 2 3", "read 1 4 2", "killed 5 2 0", "left 3"];
    expect(await read(...lines, "try 0 20 7 0 9")).toEqual([
      {
        ...{ left: 1, microseconds: 1.5, rounds: 1, hasEnded: true, born: 3 },
        observed: {
          births: [
            { at: 0, parent: 1, child: 2 },
            { at: 3, parent: 2, child: 3 },
          ],
          readings: [{ to: 4, pids: [2] }],
          kills: [{ at: 5, pid: 2, errno: 0 }],
          left: [3],
        },
      },
      { left: 0, microseconds: 0.02, rounds: 7, hasEnded: false, born: 9 },
    ]);
  });

  test.each([
    ["a line that is none", "how do you do"],
    ["what happened before any try", "born 1 2 3"],
    ["a try with too few numbers", "try 1 2 3"],
    ["a try with too many", "try 1 2 3 1 5 6"],
    ["a number that is none", "try 1 2 x 1 5"],
    ["an empty one", "try 1 2  1 5"],
  ])("are refused: %s", async (_what, line) => {
    await expect(read(line)).rejects.toThrow(CannotRun);
  });

  test.each(["born 1 2", "killed 1", "read 4", "born 1 2 3 4"])("are refused in a try: %s", async (line) => {
    await expect(read("try 1 2 3 1 5", line, "left 3")).rejects.toThrow(CannotRun);
  });
});
