import { expect, test } from "vitest";
import { repeatingKill } from "../../models/repeating-kill.ts";
import { exit, fork, kill, unshare } from "../properties/calls.ts";
import { killTask, outcome, run } from "./run.ts";

const begun = [fork(1), unshare(1), kill(2, "/unnamed1")];

test("who was born meanwhile is read too, and the kill goes on", () => {
  const born = [...begun, fork(1), killTask(2, 1)];
  expect(outcome(repeatingKill, [...born, fork(2)])).toBe("EALREADY");
  expect(run(repeatingKill, [...born, killTask(2, 3)])).toMatchObject({ tasks: { 2: "/" }, containers: [] });
});

test("it is over once nobody is left", () => {
  expect(outcome(repeatingKill, [...begun, exit(1), fork(2)])).toBe("ok");
});
