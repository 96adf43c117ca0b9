import { describe, expect, test } from "vitest";
import { nested, type World } from "../../../models/nested.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { CallsInState } from "../../../src/engine/expand/calls-in-state.ts";
import { ReachedStates } from "../../../src/engine/expand/reached-states.ts";
import { StateSpace } from "../../../src/engine/expand/state-space.ts";
import type { Model } from "../../../src/model/model.ts";
import { FIRST_TASK } from "../../../src/model/numbers.ts";
import { at } from "../../../src/world/table.ts";

const SCOPE: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 0 };
const design: Model = nested;

test("each call is carried out in the state, whatever was carried out before it", () => {
  const space = new StateSpace(nested, SCOPE, { symmetry: true });
  const other = new StateSpace(nested, SCOPE, { symmetry: true });
  const calls = new CallsInState(space);
  const reached = new ReachedStates(other);
  for (const state of reached.all) {
    for (const _ of reached.expand(state)); // adds its successors
    calls.values.set(state.values);
    calls.begin();
    const operations = calls.operations();
    expect(operations).toEqual(other.operationsIn(state.values));
    for (const operation of [...operations, ...operations.toReversed()]) {
      const found = calls.carryOut(operation);
      const expected = other.carryOut(state.values, operation, other.values());
      expect(found.outcome).toBe(expected.outcome);
      expect(found.values).toEqual(expected.values);
      expect(calls.world).toEqual(other.worldOf(expected.values));
      if (operation.op === "fork") expect(calls.before()).toEqual(other.worldOf(state.values));
    }
  }
});

describe("where a call has failed half way the next one is carried out in the state all the same:", () => {
  test.each<[string, (world: World) => ReturnType<Model["apply"]>]>([
    [
      "it throws",
      () => {
        throw new Error("half way");
      },
    ],
    ["it gives no outcome", () => "nothing" as "ok"],
    [
      "it leaves a world of another shape",
      (world) => Object.assign(at(world.tasks, FIRST_TASK), { nsproxy: "x" }) && "ok",
    ],
  ])("%s", (_, end) => {
    let isFailing = false;
    const failing: Model = {
      ...design,
      apply(world, operation, scope) {
        const outcome = design.apply(world, operation, scope);
        return isFailing ? end(world as World) : outcome; // made by nested
      },
    };
    const space = new StateSpace(failing, SCOPE, { symmetry: true });
    const calls = new CallsInState(space);
    calls.values.set(space.first());
    calls.begin();
    const fork = { op: "fork", task: FIRST_TASK } as const;
    const before = [...calls.carryOut(fork).values];
    isFailing = true;
    expect(() => calls.carryOut(fork)).toThrow();
    isFailing = false;
    expect([...calls.carryOut(fork).values]).toEqual(before);
  });
});
