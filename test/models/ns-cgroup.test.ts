import { describe, expect, test } from "vitest";
import { nsCgroup } from "../../models/ns-cgroup.ts";
import type { Operation } from "../../src/model/operation.ts";
import { exit, fork, kill, setns, unshare } from "../properties/calls.ts";
import { outcome, rmdir, run, share } from "./run.ts";

test("unshare names the cgroup after its caller", () => {
  expect(run(nsCgroup, [fork(1), unshare(2), unshare(1)]).tasks).toEqual({ 1: "/1", 2: "/2" });
  expect(nsCgroup.numbersMatter).toBe(true);
});

test("setns moves a task into any cgroup in view, and changes no namespace", () => {
  const told = run(nsCgroup, [fork(1), unshare(1), setns(2, "/1")]);
  expect(told.tasks).toEqual({ 1: "/1", 2: "/1" });
  expect(share(told, "uts", 1, 2)).toBe(false);
  expect(outcome(nsCgroup, [fork(1), unshare(1), exit(1), setns(2, "/1")])).toBe("ok");
});

test("a nsproxy stands where its tasks are: in two cgroups", () => {
  const { observation } = run(nsCgroup, [fork(1), fork(1), unshare(1), setns(2, "/1")]);
  expect([...observation.tasks.values()].map(({ container, nsproxy }) => [container, nsproxy])).toEqual([
    [2, 2],
    [2, 1],
    [1, 1],
  ]);
});

test("a cgroup is released by nobody, also when all in it are killed", () => {
  expect(run(nsCgroup, [unshare(1), exit(1)]).containers).toEqual(["/1"]);
  expect(run(nsCgroup, [fork(1), unshare(2), unshare(2), kill(1, "/2")]).containers).toEqual(["/2", "/2/2"]);
});

test("a number that comes round again meets the cgroup that its forerunner left behind", () => {
  const again: Operation[] = [fork(1), unshare(1), exit(1), fork(2)];
  expect(outcome(nsCgroup, [...again, unshare(1)])).toBe("EEXIST");
  expect(outcome(nsCgroup, [...again, rmdir(2, "/1"), unshare(1)])).toBe("ok");
});

test("unshare says EINVAL, EEXIST, ENOSPC in this order", () => {
  const again: Operation[] = [fork(1), unshare(1), exit(1), fork(2)];
  const full = { containers: 2 };
  expect(outcome(nsCgroup, [...again, unshare(1, "pid")], full)).toBe("EINVAL");
  expect(outcome(nsCgroup, [...again, unshare(1)], full)).toBe("EEXIST");
  expect(outcome(nsCgroup, [...again, unshare(2)], full)).toBe("ENOSPC");
});

describe("rmdir", () => {
  const before: Operation[] = [fork(1), unshare(1), unshare(1)];
  test.each([
    ["ESRCH: no such task", [...before, rmdir(3, "/1")]],
    ["ENOENT: no such cgroup", [...before, rmdir(2, "/2")]],
    ["EBUSY: one's own", [...before, rmdir(2, "/")]],
    ["EBUSY: a task in it", [...before, rmdir(2, "/1/1")]],
    ["EBUSY: a cgroup in it", [...before, exit(1), rmdir(2, "/1")]],
    ["ok: nothing in it", [...before, exit(1), rmdir(2, "/1/1")]],
  ])("%s", (name, operations) => {
    expect(outcome(nsCgroup, operations)).toBe(name.split(":")[0]);
  });
});
