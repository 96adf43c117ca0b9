import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { search } from "../../src/engine/search.ts";
import { type Tour, tourInSteps } from "../../src/engine/tour.ts";
import { TransitionGraph } from "../../src/engine/transition-graph.ts";
import { finish } from "../../src/history/finish.ts";
import type { Model } from "../../src/model/model.ts";
import type { Operation } from "../../src/model/operation.ts";
import { operationsIn } from "../../src/model/operations-in.ts";
import type { Scope } from "../../src/model/scope.ts";
import { scopesToTour, smallScope } from "./scopes-to-tour.ts";

const design: Model = nested;
const LONGEST = 20;

describe.each(scopesToTour)(
  "a tour of $scope.tasks tasks, $scope.containers containers, symmetry $symmetry",
  ({ scope, symmetry }) => {
    const tour = finish(tourInSteps(nested, scope, { symmetry, longest: LONGEST }));
    const histories = [...tour.histories];

    test("says how much there is, and that it has it all in the end", () => {
      expect(tour.worlds).toBe(search(nested, [], scope, { symmetry }).worlds);
      expect(tour.covered()).toBe(tour.transitions);
      expect(tour.transitions).toBe(
        finish(TransitionGraph.inSteps(nested, scope, symmetry)).transitions.flat().length,
      );
    });

    test("has every call in every world", () => {
      const made = callsOf(histories, scope);
      if (symmetry) expect(worldsUpToNumbers(histories, scope)).toBe(tour.worlds);
      else expect(made).toEqual(allCalls(scope));
    });

    test("keeps its histories short", () => {
      const depth = search(nested, [], scope, { symmetry }).depth;
      const most = Math.max(...histories.map(({ length }) => length));
      // One world's own calls are not parted, and the way to the farthest world has to be gone.
      expect(most).toBeLessThanOrEqual(LONGEST + depth + mostCalls(scope));
    });
  },
);

test("counts what the histories that were taken have", () => {
  const tour: Tour = finish(tourInSteps(nested, smallScope, { symmetry: false, longest: 3 }));
  expect(tour.covered()).toBe(0);
  const [first] = tour.histories;
  expect(tour.covered()).toBe(new Set(callsOf([first ?? []], smallScope)).size);
  expect(tour.covered()).toBeLessThan(tour.transitions);
});

/** A world and a call in it, as a text. */
const asText = (world: object, operation: Operation) =>
  `${JSON.stringify(world)} ${JSON.stringify(operation)}`;

function callsOf(histories: readonly (readonly Operation[])[], scope: Scope): string[] {
  const calls = new Set<string>();
  for (const history of histories) {
    const world = design.initial(scope);
    for (const operation of history) {
      calls.add(asText(world, operation));
      design.apply(world, operation, scope);
    }
  }
  return [...calls].sort();
}

function allCalls(scope: Scope): string[] {
  const calls = new Set<string>();
  const worlds = new Map([[JSON.stringify(design.initial(scope)), design.initial(scope)]]);
  for (const world of worlds.values()) {
    for (const operation of operationsIn(design, world, scope)) {
      calls.add(asText(world, operation));
      const after = structuredClone(world);
      design.apply(after, operation, scope);
      if (!worlds.has(JSON.stringify(after))) worlds.set(JSON.stringify(after), after);
    }
  }
  return [...calls].sort();
}

function worldsUpToNumbers(histories: readonly (readonly Operation[])[], scope: Scope): number {
  const graph = finish(TransitionGraph.inSteps(nested, scope, true));
  const nodes = new Set<number>();
  for (const history of histories) {
    const world = design.initial(scope);
    nodes.add(graph.locate(world).node);
    for (const operation of history) {
      design.apply(world, operation, scope);
      nodes.add(graph.locate(world).node);
    }
  }
  return nodes.size;
}

function mostCalls(scope: Scope): number {
  return Math.max(
    ...finish(TransitionGraph.inSteps(nested, scope, true)).transitions.map(({ length }) => length),
  );
}
