import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { sumOfCalls } from "../../src/engine/call-counts.ts";
import { search } from "../../src/engine/search.ts";
import { TransitionGraph } from "../../src/engine/transition-graph.ts";
import { finish } from "../../src/history/finish.ts";
import type { Model } from "../../src/model/model.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import type { Operation } from "../../src/model/operation.ts";
import { operationsIn } from "../../src/model/operations-in.ts";
import { anyOperations } from "../arbitrary.ts";
import { scopesToTour, smallScope } from "./scopes-to-tour.ts";

const design: Model = nested;

describe.each(scopesToTour)(
  "the graph of $scope.tasks tasks, $scope.containers containers, symmetry $symmetry",
  ({ scope, symmetry }) => {
    test("has the worlds and the calls of the search", () => {
      const { transitions } = finish(TransitionGraph.inSteps(nested, scope, symmetry));
      const found = search(nested, [], scope, { symmetry });
      const { ok, refused } = sumOfCalls(found.calls);
      expect(transitions).toHaveLength(found.worlds);
      expect(transitions.flat()).toHaveLength(
        Object.values(refused).reduce((sum, number) => sum + number, ok),
      );
    });

    test("leads where the model goes", () => {
      const graph = finish(TransitionGraph.inSteps(nested, scope, symmetry));
      fc.assert(
        fc.property(anyOperations(nested, scope, 12), (operations) => {
          const world = design.initial(scope);
          for (const operation of operations) {
            // Hostile names lead out of the scope.
            if (!operationsIn(design, world, scope).some((other) => areSame(other, operation))) continue;
            const { node, tasks } = graph.locate(world);
            const tried = graph.transitions[node]?.find((transition) => {
              const task = tasks.get(transition.operation.task) ?? transition.operation.task;
              return areSame({ ...transition.operation, task }, operation);
            });
            const outcome = design.apply(world, operation, scope);
            if (!symmetry || tried !== undefined) expect(tried?.outcome).toBe(outcome);
            // Up to symmetry, a path may be given as an interchangeable task's, so not every call is in the list as it is.
            if (!symmetry || tried !== undefined) expect(tried?.to).toBe(graph.locate(world).node);
          }
        }),
        { numRuns: 50 },
      );
    });
  },
);

function areSame(one: Operation, other: Operation): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

test("the first world is the first, and no other is in it", () => {
  const graph = finish(TransitionGraph.inSteps(nested, smallScope, false));
  expect(graph.locate(design.initial(smallScope)).node).toBe(0);
  const outside = design.initial(smallScope);
  design.apply(outside, { op: "fork", task: taskNumber(1) }, { ...smallScope, tasks: 3 });
  design.apply(outside, { op: "fork", task: taskNumber(1) }, { ...smallScope, tasks: 3 });
  expect(() => graph.locate(outside)).toThrow();
});

test("of so many calls it has the transitions of the worlds that are fewer away, and no more", () => {
  const whole = finish(TransitionGraph.inSteps(nested, smallScope, false));
  for (const depth of [0, 1, 2, 99]) {
    const { transitions } = finish(TransitionGraph.inSteps(nested, smallScope, false, depth));
    // Both graphs meet worlds in the same order, so the near ones are the same.
    const expanded = transitions.filter(({ length }) => length > 0);
    expect(expanded).toEqual(whole.transitions.filter(({ length }) => length > 0).slice(0, expanded.length));
    expect(transitions.length).toBeLessThanOrEqual(whole.transitions.length);
    if (depth === 0) expect(transitions).toEqual([[]]);
    if (depth === 99) expect(transitions).toEqual(whole.transitions);
  }
});
