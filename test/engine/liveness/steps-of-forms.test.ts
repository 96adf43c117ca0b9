import { describe, expect, test } from "vitest";
import { nested, type World } from "../../../models/nested.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { ReachedStates } from "../../../src/engine/expand/reached-states.ts";
import { StateSpace } from "../../../src/engine/expand/state-space.ts";
import { type FoundStates, StepsOfForms } from "../../../src/engine/liveness/steps-of-forms.ts";
import type { Model } from "../../../src/model/model.ts";
import { FIRST_TASK } from "../../../src/model/numbers.ts";
import { at } from "../../../src/world/table.ts";

const SCOPE: ContainerScope = { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0 };

/** All states of a scope, as a search has them. */
function statesOf(space: StateSpace): FoundStates {
  const reached = new ReachedStates(space);
  for (const state of reached.all) for (const _ of reached.expand(state)); // adds its successors
  const forms = reached.all.map(({ values }) => {
    space.settle(values);
    return space.words.slice();
  });
  const { length } = space.packer;
  return {
    size: forms.length,
    words: Int32Array.from(forms.flatMap((words) => [...words])),
    placeOf: (state) => state * length,
    find: (words, place) =>
      forms.findIndex((form) => form.join() === words.slice(place, place + length).join()),
  };
}

describe.each([true, false])("with symmetry %s", (symmetry) => {
  const space = new StateSpace(nested, SCOPE, { symmetry });
  const states = statesOf(space);
  const other = new StateSpace(nested, SCOPE, { symmetry });

  test("each call is carried out in the state, whatever was carried out before it", () => {
    const steps = new StepsOfForms(space, states);
    for (let state = 0; state < states.size; state++) {
      const operations = steps.open(state);
      expect(operations).toEqual(other.operationsIn(steps.values));
      for (const operation of [...operations, ...operations.toReversed()]) {
        const taken = steps.take(state, operation);
        const { outcome, values } = other.carryOut(steps.values, operation, other.values());
        expect(taken.outcome).toBe(outcome);
        expect(taken.after).toEqual(values);
        expect(taken.isChange).toBe(values !== steps.values);
        other.locate(values);
        expect(taken.to).toBe(states.find(other.words, 0));
        expect(steps.world).toEqual(other.worldOf(values));
        if (symmetry && taken.isChange) expect(taken.inForm).toEqual(other.numbersInForm(values));
      }
    }
  });

  test("a state is observed as it is, also when calls have been carried out", () => {
    const steps = new StepsOfForms(space, states);
    for (let state = 0; state < states.size; state++) {
      for (const operation of steps.open(state)) steps.take(state, operation);
      const expected = nested.observe(structuredClone(other.worldOf(steps.values)) as World, SCOPE);
      const seen = nested.domain.observations.asJson(nested.observe(steps.before() as World, SCOPE));
      expect(seen).toEqual(nested.domain.observations.asJson(expected));
    }
  });
});

test("a design that adds a field to a row, of which its shape says nothing, is told so", () => {
  const design: Model = nested;
  let isAdding = false;
  const adding: Model = {
    ...design,
    apply(world, operation, scope) {
      const { tasks } = world as World; // made by nested
      if (isAdding) Object.assign(at(tasks, FIRST_TASK), { added: 1 });
      return design.apply(world, operation, scope);
    },
  };
  const space = new StateSpace(adding, SCOPE, { symmetry: true });
  const steps = new StepsOfForms(space, statesOf(space));
  const [call] = steps.open(0);
  if (call === undefined) throw new Error("nothing can be tried");
  isAdding = true;
  steps.take(0, call);
  expect(() => steps.open(1)).toThrow(
    "the shape of the world does not allow this: tasks[1] has the field added",
  );
});
