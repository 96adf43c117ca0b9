import { expect, test } from "vitest";
import { MODELS } from "../../../src/catalogue.ts";
import { byRulesOf } from "../../../src/cli/kernel/kernel-replay.ts";
import type { AnyKernel } from "../../../src/conformance/any-kernel.ts";
import { readHistory } from "../../../src/history/read-history.ts";

/** As far as it is asked here. */
const KERNEL = { scopeHere: (scope: object) => ({ kernel: "6.18.44", ...scope }) } as AnyKernel;

/** The kernel by whose rules a history is replayed in which `pid_for_children` is opened before there is an init. */
function kernelOf(outcome: string, kernel?: string): unknown {
  const scope = { kinds: ["pid"], ...(kernel !== undefined && { kernel }) };
  const lines = [
    { format: "nsmodel-history", version: 1, model: "linux", scope },
    { op: "unshare", task: 1, kinds: ["pid"], outcome: "ok" },
    { op: "nsfile", task: 1, target: 1, kind: "pid_for_children", file: "f", outcome },
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const read = readHistory(Buffer.from(text), MODELS);
  if (!read.ok) throw new Error(read.problem.message);
  return Object.entries(byRulesOf(KERNEL, read.history).scope).find(([name]) => name === "kernel")?.[1];
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
