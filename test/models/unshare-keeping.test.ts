import { expect, test } from "vitest";
import { unshareKeeping } from "../../models/unshare-keeping.ts";
import { exit, fork, setns, unshare } from "../properties/calls.ts";
import { outcome, refine, run, share } from "./run.ts";

test("refine gives a task namespaces of its own, and it stays in its container", () => {
  const told = run(unshareKeeping, [fork(1), refine(1, "uts")]);
  expect(told.tasks).toEqual({ 1: "/", 2: "/" });
  expect([share(told, "uts", 1, 2), share(told, "net", 1, 2)]).toEqual([false, true]);
});

test.each([
  ["ESRCH", refine(2)],
  ["EINVAL", refine(1)],
  ["EINVAL", refine(1, "uts", "pid")],
  ["ok", refine(1, "uts")],
])("%s: the checks are those of unshare, but for room", (expected, call) => {
  expect(outcome(unshareKeeping, [call], { containers: 1 })).toBe(expected);
});

test("the oldest nsproxy is entered, and who is there stays as it is", () => {
  const before = [fork(1), unshare(1), fork(1), refine(1, "uts"), setns(1, "/")];
  const told = run(unshareKeeping, [...before, setns(2, "/unnamed1")]);
  expect([share(told, "uts", 2, 3), share(told, "uts", 1, 2)]).toEqual([true, false]);
});

test("when the oldest goes the next is entered", () => {
  const before = [fork(1), unshare(1), fork(1), refine(1, "uts"), exit(3)];
  const told = run(unshareKeeping, [...before, setns(2, "/unnamed1")]);
  expect(share(told, "uts", 1, 2)).toBe(true);
});

test("without refine it is nested: a container outlives its nsproxy", () => {
  expect(outcome(unshareKeeping, [fork(1), unshare(1), unshare(1), setns(2, "/unnamed1")])).toBe("ENXIO");
});
