import { expect, test } from "vitest";
import type { CostOfCall } from "../../src/engine/cost.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import { costTable } from "../../src/report/cost.ts";

const call = (op: string, outcome: CostOfCall["outcome"], read: number, written: number): CostOfCall => ({
  op,
  operation: { op, task: taskNumber(1) },
  outcome,
  read,
  written,
});

test("a row for each call, a column for each ladder; what is refused has its errno", () => {
  const table = costTable(
    {
      model: "mine",
      ladders: [
        {
          ladder: { depth: 1, tasks: 1 },
          levels: 1,
          calls: [call("fork", "ok", 2, 1), call("join", "EBUSY", 3, 0)],
        },
        { ladder: { depth: 2, tasks: 1 }, levels: 2, calls: [call("fork", "ok", 7, 3)] },
      ],
    },
    "depth",
  );
  const cells = table.split("\n").map((line) =>
    line
      .split("│")
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
  expect(cells.filter(({ length }) => length > 0)).toEqual([
    ["call", "depth 1", "depth 2"],
    ["fork", "2 / 1", "7 / 3"],
    ["join", "EBUSY", ""],
  ]);
});
