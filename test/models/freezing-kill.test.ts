import { describe, expect, test } from "vitest";
import { freezingKill } from "../../models/freezing-kill.ts";
import { walkingKill } from "../../models/walking-kill.ts";
import { exit, fork, kill, setns, unshare } from "../properties/calls.ts";
import { killTask, outcome, run } from "./run.ts";

const begun = [fork(1), unshare(1), kill(2, "/unnamed1")];

describe("while a container is killed", () => {
  test.each([
    ["EINTR: who is inside does nothing", [...begun, fork(1)]],
    ["EINTR: and does not even exit", [...begun, exit(1)]],
    ["EBUSY: nobody comes in", [fork(1), ...begun, setns(3, "/unnamed1")]],
    ["ok: others go on", [fork(1), ...begun, fork(3)]],
    ["ok: and so does who kills, once it is over", [...begun, killTask(2, 1), fork(2)]],
  ])("%s", (name, operations) => {
    expect(outcome(freezingKill, operations)).toBe(name.split(":")[0]);
  });
});

test("it says when a frozen task is refused, besides what a kill that walks refuses", () => {
  expect(freezingKill.errnos).toEqual({ ...walkingKill.errnos, EINTR: "the caller is frozen" });
});

test("nobody is left behind", () => {
  const { tasks, containers } = run(freezingKill, [...begun, fork(1), killTask(2, 1)]);
  expect([tasks, containers]).toEqual([{ 2: "/" }, []]);
});
