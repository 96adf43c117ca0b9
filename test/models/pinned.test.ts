import { describe, expect, test } from "vitest";
import { pinned } from "../../models/pinned.ts";
import type { Operation } from "../../src/model/operation.ts";
import { checkpoint, exit, fork, kill, restart, setns, unshare } from "../properties/calls.ts";
import { outcome, remove, run, share } from "./run.ts";

test("a container keeps its nsproxy when its last task goes", () => {
  const gone = run(pinned, [fork(1), unshare(1), exit(1), setns(2, "/unnamed1"), fork(2)]);
  expect(gone.outcomes).not.toContain("ENXIO");
  expect(gone.tasks).toEqual({ 1: "/unnamed1", 2: "/unnamed1" });
  const told = run(pinned, [fork(1), unshare(1), unshare(1), setns(2, "/unnamed1")]);
  expect(share(told, "uts", 1, 2)).toBe(false);
});

test("the root keeps its nsproxy too, without any task", () => {
  expect(run(pinned, [exit(1)]).observation.nsproxies.size).toBe(1);
});

test("kill takes the tasks and leaves the containers", () => {
  const { tasks, containers } = run(pinned, [fork(1), unshare(1), kill(2, "/unnamed1")]);
  expect([tasks, containers]).toEqual([{ 2: "/" }, ["/unnamed1"]]);
});

describe("remove", () => {
  const before: Operation[] = [fork(1), unshare(1), unshare(1)];
  test.each([
    ["ESRCH: no such task", [...before, remove(3, "/unnamed1")]],
    ["ENOENT: no such container", [...before, remove(2, "/x")]],
    ["EBUSY: one's own", [...before, remove(2, "/")]],
    ["EBUSY: a task in it", [...before, remove(2, "/unnamed1/unnamed1")]],
    ["EBUSY: a task below it", [...before, remove(2, "/unnamed1")]],
    ["ok: no task in it", [...before, exit(1), remove(2, "/unnamed1")]],
  ])("%s", (name, operations) => {
    expect(outcome(pinned, operations)).toBe(name.split(":")[0]);
  });

  test("takes all that is below, and the nsproxies", () => {
    const { containers, observation } = run(pinned, [...before, exit(1), remove(2, "/unnamed1")]);
    expect([containers, observation.nsproxies.size]).toEqual([[], 1]);
  });
});

test("an image holds containers that no task is in, and their copies keep nsproxies too", () => {
  const empty = [fork(1), unshare(1), exit(1), checkpoint(2, "/unnamed1"), restart(2, "a")];
  expect(run(pinned, [...empty, setns(2, "/a")]).tasks).toEqual({ 2: "/a" });
});
