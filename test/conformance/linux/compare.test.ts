import { expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import type { NamespaceFileName, Seen } from "../../../src/conformance/agent/snapshot.ts";
import { ObservationComparison } from "../../../src/conformance/linux/compare.ts";
import type { KernelTask } from "../../../src/conformance/linux/subtree.ts";
import type { LinuxObservation } from "../../../src/domains/linux/observation.ts";
import type { LinuxOperation } from "../../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { kernelOf, STALE } from "./standing-in.ts";

const scope: LinuxScope = { tasks: 4, kinds: KINDS, kernel: "6.18" };
const [first, second] = [taskNumber(1), taskNumber(2)];
/** What the model shows after some operations. */
function after(...operations: readonly LinuxOperation[]): LinuxObservation {
  const world = linux.initial(scope);
  for (const operation of operations) linux.apply(world, { ...operation }, scope);
  return linux.observe(world, scope);
}

const PARENT_AND_CHILD = after(
  { op: "clone", task: first, kinds: ["user", "pid", "net"] },
  { op: "handle", task: first, target: second, kind: "net", handle: "a" },
);

function wordsOf(changed: Readonly<Record<number, Partial<KernelTask>>>): string {
  const kernel = kernelOf(PARENT_AND_CHILD, changed);
  return new ObservationComparison(false)
    .compare(PARENT_AND_CHILD, kernel)
    .map(({ words }) => words)
    .join("; ");
}

test("a kernel that shows the same in numbers of its own agrees", () => {
  expect(wordsOf({})).toBe("");
});

test("each part of a task is compared", () => {
  const child = kernelOf(PARENT_AND_CHILD).tasks.get(second);
  expect(wordsOf({ 2: { state: "dying" } })).toBe("the state of task 2 should be alive, but is dying");
  expect(wordsOf({ 2: { parent: 0 } })).toBe("the parent of task 2 should be 1, but is 0");
  expect(wordsOf({ 1: { uid: 1000 } })).toBe("the uid of task 1 should be 0, but is 1000");
  expect(wordsOf({ 1: { isCapable: false } })).toBe("the capabilities of task 1 should be all, but is none");
  const of = (field: "links" | "owners" | "parents", link: NamespaceFileName, seen: Seen<number>) =>
    wordsOf({ 2: { [field]: new Map(child?.[field]).set(link, seen) } });
  expect(of("links", "uts", { outcome: "ok", value: 7 })).toBe(
    "uts of task 2 should be namespace 2, which is 1002, but is 7",
  );
  expect(of("links", "uts", { outcome: "EACCES" })).toBe("uts of task 2 should exist, but gives EACCES");
  expect(of("owners", "net", { outcome: "ok", value: 1003 })).toContain(
    "the owner of net of task 2 should be",
  );
  expect(of("owners", "user", { outcome: "EPERM" })).toContain("the owner of user of task 2 should be");
  expect(of("parents", "pid", { outcome: "ok", value: 7 })).toContain(
    "the parent of pid of task 2 should be",
  );
});

test("two namespaces that should differ may not be one", () => {
  const child = kernelOf(PARENT_AND_CHILD).tasks.get(second);
  const net = child?.links.get("user") ?? STALE;
  expect(wordsOf({ 2: { links: new Map(child?.links).set("net", net) } })).not.toBe("");
});

test("tasks that are missing or too many are told", () => {
  const alone = after();
  const comparison = new ObservationComparison(false);
  expect(comparison.compare(PARENT_AND_CHILD, { ...kernelOf(alone), handles: new Map() })).toEqual([
    { sort: "task", words: "task 2 should be alive, but is gone" },
  ]);
  expect(comparison.compare(alone, { ...kernelOf(PARENT_AND_CHILD), handles: new Map() })).toEqual([
    { sort: "task", words: "task 2 should be gone, but is alive" },
  ]);
});

test("a handle opens its namespace, and is stale where that is not active", () => {
  const kernel = kernelOf(PARENT_AND_CHILD);
  const compare = (seen: Seen<number>) =>
    new ObservationComparison(false).compare(PARENT_AND_CHILD, {
      ...kernel,
      handles: new Map([["a", seen]]),
    });
  expect(compare(STALE)).toMatchObject([{ words: "handle a should open, but gives ESTALE" }]);
  expect(compare({ outcome: "ok", value: 1001 })).toHaveLength(1);
  const dead = after(
    { op: "clone", task: first, kinds: ["net"] },
    { op: "handle", task: first, target: second, kind: "net", handle: "a" },
    { op: "exit", task: second },
    { op: "wait", task: first, target: second },
  );
  expect(new ObservationComparison(false).compare(dead, kernelOf(dead))).toEqual([]);
  const open = { ...kernelOf(dead), handles: new Map([["a", { outcome: "ok", value: 7 } as const]]) };
  expect(new ObservationComparison(false).compare(dead, open)).toMatchObject([
    { words: "handle a should be stale, but opens 7" },
  ]);
});

test("a pid namespace without an init shows no link before 7.1, and does after", () => {
  const pending = after({ op: "unshare", task: first, kinds: ["pid"] });
  const kernel = kernelOf(pending);
  const links = new Map(kernel.tasks.get(first)?.links).set("pid_for_children", { outcome: "ENOENT" });
  const hidden = kernelOf(pending, { 1: { links } });
  expect(new ObservationComparison(false).compare(pending, hidden)).toEqual([]);
  expect(new ObservationComparison(true).compare(pending, hidden)).toMatchObject([
    { words: "pid_for_children of task 1 should exist, but gives ENOENT" },
  ]);
});
