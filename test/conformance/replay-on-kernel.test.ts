import { expect, test } from "vitest";
import { MODELS } from "../../src/catalogue.ts";
import type { AnyKernel } from "../../src/conformance/any-kernel.ts";
import { byRulesOf, replayOnKernel } from "../../src/conformance/replay-on-kernel.ts";
import { type RecordedHistory, readHistory } from "../../src/history/read-history.ts";

/** Only what is used here. */
const KERNEL = { scopeHere: (scope: object) => ({ kernel: "6.18.44", ...scope }) } as AnyKernel;

function historyOf(...lines: readonly object[]): RecordedHistory {
  const read = readHistory(Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join("")), MODELS);
  if (!read.ok) throw new Error(read.problem.message);
  return read.history;
}

/** The kernel whose rules apply to a history that opens `pid_for_children` before there is an init. */
function kernelOf(outcome: string, kernel?: string): unknown {
  const scope = { kinds: ["pid"], ...(kernel !== undefined && { kernel }) };
  const history = historyOf(
    { format: "nsmodel-history", version: 1, model: "linux", scope },
    { op: "unshare", task: 1, kinds: ["pid"], outcome: "ok" },
    { op: "nsfile", task: 1, target: 1, kind: "pid_for_children", file: "f", outcome },
  );
  return Object.entries(byRulesOf(KERNEL, history).scope).find(([name]) => name === "kernel")?.[1];
}

test("a history that agrees with the rules of the kernel goes by them", () => {
  expect(kernelOf("ENOENT")).toBe("6.18.44");
});

test("one that does not goes by the newest", () => {
  expect(kernelOf("ok")).toBeUndefined();
});

test("one that names a kernel goes by its rules", () => {
  expect(kernelOf("ok", "7.1")).toBe("7.1");
  expect(kernelOf("ok", "6.19")).toBe("6.19");
});

test("what is too long is played as far as it can be, and it is told from which line on it was not", async () => {
  const kernel: Pick<AnyKernel, "about" | "play"> = {
    about: { release: "6.12", version: "6.12" },
    play: async (_model, _scope, operations) => ({
      events: operations.map((operation) => ({
        event: { operation, outcome: "ok" },
        outcome: "ok",
        calls: [],
        differences: [],
      })),
      beginning: [],
      stopped: undefined,
    }),
  };
  const scope = { tasks: 9, containers: 1, kinds: ["uts"], names: [] };
  const fork = { op: "fork", task: 1, outcome: "ok" };
  const header = { format: "nsmodel-history", version: 1, model: "nested", scope };
  const history = historyOf(header, fork, { expect: { tasks: { "2": "/" } } }, fork, fork, fork);
  const { events, stopped } = await replayOnKernel(kernel, history, 2);
  expect({ events, stopped }).toEqual({
    events: 2,
    stopped: { line: 5, why: "at most 2 events of a history are played on the kernel" },
  });
  expect((await replayOnKernel(kernel, history)).stopped).toBeUndefined();
});
