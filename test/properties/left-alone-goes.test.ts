import { describe, expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import { pinned } from "../../models/pinned.ts";
import { unshareStaying } from "../../models/unshare-staying.ts";
import { leftAloneGoes } from "../../properties/left-alone-goes.ts";
import type { Operation } from "../../src/model/operation.ts";
import { divided } from "../../src/model/property.ts";
import { exit, fork, kill, rename, setns, unshare } from "./calls.ts";
import { holdsOnNested, isBrokenForEverBy, lastStepOf, scopeOf } from "./check.ts";

const why = "the tasks in container 2 (/unnamed1) only exit, but it never goes";

describe("left-alone-goes", () => {
  holdsOnNested(leftAloneGoes);
  isBrokenForEverBy(leftAloneGoes, pinned, { stem: [unshare(1), exit(1)], loop: [], why });
  isBrokenForEverBy(leftAloneGoes, unshareStaying, { stem: [unshare(1)], loop: [], why });

  // Task 2 is in the root, task 1 in container 2.
  it.each<[string, Operation, boolean]>([
    ["an exit of who is in the container", exit(1), true],
    ["another call of who is in it", rename(1, "/", "a"), false],
    ["a fork in it", fork(1), false],
    ["a call beside it", fork(2), true],
    ["that somebody comes into it", setns(2, "/unnamed1"), false],
    ["that it is killed", kill(2, "/unnamed1"), true],
  ])("of what it goes through it allows or not: %s", (_, call, isAllowed) => {
    const step = lastStepOf(nested, scopeOf(), [fork(1), unshare(1), call]);
    expect(divided([leftAloneGoes]).onRuns.map(({ allows }) => allows?.(step, 2))).toEqual([isAllowed]);
  });
});
