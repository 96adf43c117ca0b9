import { describe, expect, it } from "vitest";
import { handle } from "../../models/handle.ts";
import { handleMeansOneThing } from "../../properties/handle-means-one-thing.ts";
import { withParts } from "../../src/domains/containers/observation.ts";
import { nsproxyNumber, taskNumber } from "../../src/model/numbers.ts";
import { enterHandle, take } from "../models/run.ts";
import { fork, unshare } from "./calls.ts";
import { counts, isBrokenBy, lastStepOf, scopeOf } from "./check.ts";
import { enterGoesElsewhere, handleIsANumber, takeNamesAnother } from "./handle-mutants.ts";

describe("handle-means-one-thing", () => {
  isBrokenBy(handleMeansOneThing, handleIsANumber, {
    in: { handles: 1 },
    after: [take(1, "/"), unshare(1), unshare(1)],
    why: "handle1 names nsproxy 1, which it was not taken of",
  });
  isBrokenBy(handleMeansOneThing, enterGoesElsewhere, {
    in: { handles: 1 },
    after: [fork(1), unshare(1), take(1, "/"), enterHandle(1)],
    why: "handle1 names nsproxy 2, and task 1 enters nsproxy 1",
  });
  isBrokenBy(handleMeansOneThing, takeNamesAnother, {
    in: { handles: 1 },
    after: [fork(1), unshare(1), take(1, "/")],
    why: "handle1 names nsproxy 1, which it was not taken of",
  });
  it("is broken where a handle is taken of a nsproxy that was not there", () => {
    const scope = scopeOf({ handles: 1 });
    const other = nsproxyNumber(9);
    const step = lastStepOf(handle, scope, [take(1, "/")], ({ after }) => ({
      after: withParts(after, {
        handles: new Map([["handle1", other]]),
        nsproxies: new Map([...after.nsproxies.values()].map((row) => [other, row])),
      }),
    }));
    expect(handleMeansOneThing.check(step, scope, () => undefined)).toEqual({
      broken: "handle1 names nsproxy 9, which it was not taken of",
    });
  });

  it("is broken where one is taken of nothing, or by a task that did not live", () => {
    const scope = scopeOf({ handles: 1 });
    const other = nsproxyNumber(9);
    const ofNothing = lastStepOf(handle, scope, [take(1, "/")], ({ operation, after }) => ({
      operation: { ...operation, path: "/nothing" },
      after: withParts(after, {
        handles: new Map([["handle1", other]]),
        nsproxies: new Map([...after.nsproxies.values()].map((row) => [other, row])),
      }),
    }));
    expect(handleMeansOneThing.check(ofNothing, scope, () => undefined)).toEqual({
      broken: "handle1 names nsproxy 9, which it was not taken of",
    });
    const byNobody = lastStepOf(handle, scope, [take(1, "/")], ({ operation }) => ({
      operation: { ...operation, task: taskNumber(3) },
    }));
    expect(handleMeansOneThing.check(byNobody, scope, () => undefined)).toEqual({
      broken: "handle1 names nsproxy 1, which it was not taken of",
    });
  });

  it("is broken where a take is refused, and the handle names what would have been taken", () => {
    const scope = scopeOf({ handles: 1 });
    const step = lastStepOf(handle, scope, [fork(1), take(1, "/")], () => ({ outcome: "EBUSY" }));
    expect(handleMeansOneThing.check(step, scope, () => undefined)).toEqual({
      broken: "handle1 names nsproxy 1, which it was not taken of",
    });
  });

  it("asks of no call that names no handle, and nothing is named where no handles are shown", () => {
    const scope = scopeOf({ handles: 1 });
    const entered = [take(1, "/"), enterHandle(1)];
    const nameless = lastStepOf(handle, scope, entered, ({ operation: { handle: _, ...operation } }) => ({
      operation,
    }));
    expect(handleMeansOneThing.check(nameless, scope, () => undefined)).toBe("holds");
    const unshown = lastStepOf(handle, scope, entered, ({ before }) => ({
      before: withParts(before, { handles: undefined }),
    }));
    expect(handleMeansOneThing.check(unshown, scope, () => undefined)).toEqual({
      broken: "handle1 names nothing, and task 1 enters nsproxy 1",
    });
  });

  counts(
    handleMeansOneThing,
    { "one is taken": [take(1, "/")], "one still names something": [take(1, "/"), fork(1)] },
    true,
    handle,
  );
  counts(
    handleMeansOneThing,
    { "no handle": [unshare(1)], "none that names anything": [take(1, "/"), unshare(1)] },
    false,
    handle,
  );
});
