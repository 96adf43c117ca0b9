import { describe, expect, test } from "vitest";
import { walkingKill } from "../../models/walking-kill.ts";
import type { ContainerOperation } from "../../src/domains/containers/operation.ts";
import { exit, fork, kill, setns, unshare } from "../properties/calls.ts";
import { killTask, outcome, run } from "./run.ts";

/** Task 2 has read that task 1 is to be killed. */
const begun: ContainerOperation[] = [fork(1), unshare(1), kill(2, "/unnamed1")];

test("a kill only reads who is inside, and killtask kills one of them", () => {
  expect(run(walkingKill, begun).tasks).toEqual({ 1: "/unnamed1", 2: "/" });
  expect(run(walkingKill, [...begun, killTask(2, 1)])).toMatchObject({ tasks: { 2: "/" }, containers: [] });
});

describe("whoever is in the midst of a kill", () => {
  test.each([
    ["EALREADY: makes no other call", [...begun, fork(2)]],
    ["ENOENT: kills nobody whom it has not read", [...begun, fork(1), killTask(2, 3)]],
    ["ok: makes other calls once it is over", [...begun, killTask(2, 1), fork(2)]],
    ["ok: it is over too where the last one exits", [...begun, exit(1), fork(2)]],
    ["EINVAL: kills no task without a kill", [fork(1), killTask(2, 1)]],
    [
      "EALREADY: another kills there meanwhile",
      [fork(1), fork(1), unshare(1), kill(2, "/unnamed1"), kill(3, "/unnamed1")],
    ],
    ["ENOENT: no such container", [fork(1), kill(2, "/x")]],
    ["EBUSY: one's own", [kill(1, "/")]],
  ])("%s", (name, operations) => {
    expect(outcome(walkingKill, operations)).toBe(name.split(":")[0]);
  });
});

test("a child born behind the reader lives on, and so does who comes in", () => {
  const { tasks } = run(walkingKill, [...begun, fork(1), killTask(2, 1)]);
  expect(tasks).toEqual({ 2: "/", 3: "/unnamed1" });
  const entered = run(walkingKill, [fork(1), ...begun, setns(3, "/unnamed1"), killTask(2, 1)]);
  expect(entered.tasks).toEqual({ 2: "/", 3: "/unnamed1" });
});

test("a number that comes round again is not the one that was read", () => {
  expect(outcome(walkingKill, [...begun, fork(1), exit(1), fork(3), killTask(2, 1)])).toBe("EINVAL");
});

test("a program that is killed kills nobody any more", () => {
  // Task 1 has been read; it begins to kill task 3, which was born behind the reader.
  const both = [...begun, fork(1), unshare(3), kill(1, "/unnamed1")];
  expect(outcome(walkingKill, both)).toBe("ok");
  expect(outcome(walkingKill, [...both, kill(2, "/unnamed1")])).toBe("EALREADY");
  const killed = [...both, killTask(2, 1)];
  expect(run(walkingKill, killed).tasks).toEqual({ 2: "/", 3: "/unnamed1/unnamed1" });
  // Nobody is killing task 3 any more, so another task can.
  expect(outcome(walkingKill, [...killed, kill(2, "/unnamed1")])).toBe("ok");
});
