import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flat } from "../../../models/flat.ts";
import { flatUntracked } from "../../../models/flat-untracked.ts";
import { nested } from "../../../models/nested.ts";
import { pinned } from "../../../models/pinned.ts";
import { unshareLeaving } from "../../../models/unshare-leaving.ts";
import { unshareStaying } from "../../../models/unshare-staying.ts";
import { recordsWritten } from "../../../src/domains/containers/cost/records-written.ts";
import { rowsOf } from "../../../src/domains/containers/cost/rows.ts";
import { type CostInLadder, costOf } from "../../../src/engine/cost.ts";
import type { Model } from "../../../src/model/model.ts";
import { anyRun } from "../../arbitrary.ts";
import { CONTAINER_MODELS } from "../../container-models.ts";

function inLadder(model: Model, depth: number, tasks = 1): CostInLadder {
  const [ladder] = costOf(model, [{ depth, tasks }]).ladders;
  if (ladder === undefined) throw new Error(`${model.name} builds no ladder`);
  return ladder;
}

function callIn(model: Model, op: string, depth: number, tasks = 1) {
  return inLadder(model, depth, tasks).calls.find((call) => call.op === op);
}

describe("what semantics.md says", () => {
  const writtenIn = (model: Model, depth: number) =>
    new Map(inLadder(model, depth).calls.map(({ op, written }) => [op, written]));

  test.each([1, 2, 5])("at depth %d a fork writes 1 in nested and d + 2 in flat", (depth) => {
    expect(writtenIn(nested, depth).get("fork")).toBe(1);
    expect(writtenIn(flat, depth).get("fork")).toBe(depth + 2);
  });

  test.each([
    [nested, 1, 192],
    [flat, 66, 2336],
  ])("at depth 64 a fork in $name writes %d, and a kill %d", (model, fork, kill) => {
    const written = writtenIn(model, 64);
    expect([written.get("fork"), written.get("kill")]).toEqual([fork, kill]);
  });
});

test("what is kept for the properties alone costs nothing", () => {
  expect(callIn(flatUntracked, "fork", 8)).toMatchObject({ read: 2, written: 1 });
});

test.each(CONTAINER_MODELS)(
  "$name builds its ladder by its own calls, and every call of it is done",
  (model) => {
    const { calls } = inLadder(model, 3, 2);
    expect(calls.map(({ op }) => op)).toEqual(Object.keys(model.calls));
    const done = calls.filter(({ outcome }) => outcome === "ok");
    expect(done.every(({ read, written }) => read > 0 && written > 0)).toBe(true);
    // Nobody in a ladder is being killed, so a walking kill has no next task.
    const refused = calls.filter((call) => !done.includes(call)).map(({ op, outcome }) => [op, outcome]);
    expect(refused).toEqual("killtask" in model.calls ? [["killtask", "EINVAL"]] : []);
  },
);

test.each([
  [nested, 5],
  [unshareStaying, 5],
  [unshareLeaving, 1],
  [flat, 0],
])("how deep a ladder gets is the design's: $name", (model, levels) => {
  expect(inLadder(model as Model, 5).levels).toBe(levels);
});

test("what is removed is measured where nobody is in it", () => {
  expect(callIn(pinned, "remove", 4)).toMatchObject({ outcome: "ok", written: 2 });
});

describe("records read", () => {
  test("the caller, its nsproxy and container, the way down, and what is found there", () => {
    expect(callIn(nested, "rename", 4)?.read).toBe(1 + 1 + 1 + 4 + 1);
  });

  test("in flat a container is found by its name, and costs itself alone", () => {
    const reads = [1, 4, 16].map((depth) => callIn(flat, "rename", depth)?.read);
    expect(new Set(reads).size).toBe(1);
  });

  test("to record is to read all that is below, to restart all that was recorded", () => {
    expect(callIn(nested, "checkpoint", 4)?.read).toBe(12 + 3);
    expect(callIn(nested, "restart", 4)?.read).toBe(1 + 12 + 3);
  });
});

test("a design that cannot build a ladder is told so", () => {
  const { fork: _, ...calls } = nested.calls;
  expect(costOf({ ...(nested as Model), calls }, [{ depth: 1, tasks: 1 }])).toEqual({
    model: "nested",
    ladders: [],
    why: "A ladder is built with fork, which nested does not have.",
  });
});

test("nothing is written exactly where the world is the same", () => {
  fc.assert(
    fc.property(
      fc
        .constantFrom<Model>(...CONTAINER_MODELS)
        .chain((model) => anyRun(model).map((run) => ({ model, ...run }))),
      ({ model, scope, operations }) => {
        const world = model.initial(scope);
        for (const operation of operations) {
          const before = structuredClone(world);
          model.apply(world, operation, scope);
          const rows = (one: object) => rowsOf(model.shape(scope), one);
          const isSame = JSON.stringify(before) === JSON.stringify(world);
          expect(recordsWritten(rows(before), rows(world)).size === 0).toBe(isSame);
        }
      },
    ),
  );
});
