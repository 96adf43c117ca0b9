import { expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import type { KernelRun } from "../../src/conformance/containers/run.ts";
import {
  Coverage,
  type CoverageRow,
  coverageOfAll,
  isNeverProvoked,
} from "../../src/conformance/coverage.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import { KINDS } from "../../src/model/kind.ts";
import type { Model } from "../../src/model/model.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { NESTED } from "../report/design.ts";

const scope: LinuxScope = { tasks: 2, kinds: KINDS, kernel: "6.18" };
const MODEL = linux as unknown as Model; // a design of one domain, typed as one of any domain
const ASKED = [{ what: "a call", outcome: "ok" }];

function event(
  op: string,
  outcome: Outcome,
  { refusal, said = outcome, calls = ASKED }: { refusal?: string; said?: string; calls?: typeof ASKED } = {},
): KernelRun["events"][number] {
  const operation = { op, task: taskNumber(1), kinds: ["uts", "net"] };
  return { event: { operation, outcome }, outcome: said, refusal, calls, differences: [] };
}

function rowsOf(...events: KernelRun["events"]): CoverageRow[] {
  const coverage = new Coverage(MODEL, scope);
  coverage.note({ events, beginning: [], stopped: undefined });
  return coverage.rows();
}

const rowOf = (rows: readonly CoverageRow[], op: string | undefined, refusal?: string) =>
  rows.find((row) => row.op === op && row.refusal === refusal);

test("tells refusals with one errno apart, and counts of a success which kinds it named", () => {
  const rows = rowsOf(
    event("kill", "EPERM", { refusal: "kill a stranger" }),
    event("setns", "EINVAL", { refusal: "no kinds" }),
    event("setns", "EINVAL", { refusal: "no kinds" }),
    event("unshare", "ok"),
  );
  expect(rowOf(rows, "kill", "kill a stranger")).toMatchObject({ outcome: "EPERM", seen: 1 });
  expect(rowOf(rows, "setns", "no kinds")).toMatchObject({ outcome: "EINVAL", seen: 2 });
  expect(rowOf(rows, "setns", "enter own user")).toMatchObject({ outcome: "EINVAL", seen: 0 });
  expect(rowOf(rows, "unshare")).toMatchObject({ outcome: "ok", seen: 1, kinds: { uts: 1, net: 1 } });
});

test("counts nothing where the kernel said something else, or was not asked", () => {
  const rows = rowsOf(
    event("kill", "EPERM", { refusal: "kill a stranger", said: "ok" }),
    event("clone", "ENOSPC", { refusal: "pid too deep", calls: [] }),
  );
  expect(rows.filter(({ seen }) => seen > 0)).toEqual([]);
});

test("what could not be seen is not missing", () => {
  const rows = rowsOf();
  expect(rowOf(rows, undefined, "no caller")).toMatchObject({ whyNever: expect.any(String) });
  const missing = rows.filter(isNeverProvoked);
  expect(missing).toContainEqual(expect.objectContaining({ op: "exit", outcome: "ok" }));
  expect(missing).not.toContainEqual(expect.objectContaining({ refusal: "no caller" }));
});

test("of several parts all is counted together, and can be seen what can be in one", () => {
  const one = rowsOf(event("unshare", "ok"));
  const small = new Coverage(MODEL, { ...scope, kinds: ["uts"] });
  small.note({ events: [event("unshare", "ok")], beginning: [], stopped: undefined });
  const all = coverageOfAll([small.rows(), one]);
  expect(rowOf(all, "unshare")).toMatchObject({ seen: 2, kinds: { uts: 2, net: 2 } });
  expect(rowOf(small.rows(), "clone", "sibling of an init")?.whyNever).toBeDefined();
  expect(rowOf(all, "clone", "sibling of an init")?.whyNever).toBeUndefined();
});

test("a design that gives its refusals no names has no rows", () => {
  expect(new Coverage(NESTED, {}).rows()).toEqual([]);
});
