import { expect, test } from "vitest";
import type { KernelRun } from "../../../src/conformance/containers/run.ts";
import { RefusalCoverage } from "../../../src/conformance/linux/coverage.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import type { Outcome } from "../../../src/model/outcome.ts";

const event = (op: string, outcome: Outcome, said: string = outcome): KernelRun["events"][number] => ({
  event: { operation: { op, task: taskNumber(1) }, outcome },
  outcome: said,
  calls: [],
  differences: [],
});

test("counts each refusal that is declared and that both make", () => {
  const coverage = new RefusalCoverage();
  const events = [
    event("kill", "ESRCH"),
    event("kill", "ESRCH"),
    event("kill", "EPERM", "ok"),
    event("exit", "ok"),
  ];
  coverage.note({ events, beginning: [], stopped: undefined });
  expect(coverage.rows({ refusals: { kill: ["EPERM", "ESRCH"], exit: [] } })).toEqual([
    { op: "kill", errno: "EPERM", seen: 0 },
    { op: "kill", errno: "ESRCH", seen: 2 },
  ]);
});
