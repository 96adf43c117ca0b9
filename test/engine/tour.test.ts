import { describe, expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { nested } from "../../models/nested.ts";
import { MODELS } from "../../src/catalogue.ts";
import type { ContainerOperation } from "../../src/domains/containers/operation.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { search } from "../../src/engine/search.ts";
import { type Tour, type TourHistory, tourInSteps } from "../../src/engine/tour.ts";
import { TransitionGraph } from "../../src/engine/transition-graph.ts";
import { finish } from "../../src/history/finish.ts";
import type { Model } from "../../src/model/model.ts";
import { operationsIn } from "../../src/model/operations-in.ts";
import { isName } from "../../src/world/name.ts";
import { scopesToTour, smallScope } from "./scopes-to-tour.ts";

const design: Model = nested;
const LONGEST = 20;

describe.each(scopesToTour)(
  "a tour of $scope.tasks tasks, $scope.containers containers, symmetry $symmetry",
  ({ scope, symmetry }) => {
    const tour = finish(tourInSteps(nested, scope, { symmetry, longest: LONGEST }));
    const taken = [...tour.histories];
    const histories = taken.map(({ operations }) => sensible(operations));

    test("says how much there is, and that it has it all in the end", () => {
      expect(tour.worlds).toBe(search(nested, [], scope, { symmetry }).worlds);
      expect(numbersIn(taken)).toEqual(
        new Set(Array.from({ length: tour.transitions }, (_, number) => number)),
      );
      expect(tour.transitions).toBe(
        finish(TransitionGraph.inSteps(nested, scope, symmetry)).transitions.flat().length,
      );
    });

    test("has every call in every world", () => {
      const made = callsOf(histories, scope);
      if (symmetry) expect(worldsUpToSymmetry(histories, scope)).toBe(tour.worlds);
      else expect(made).toEqual(allCalls(scope));
    });

    test("keeps its histories short", () => {
      const depth = search(nested, [], scope, { symmetry }).depth;
      const most = Math.max(...histories.map(({ length }) => length));
      // The calls of one world are not split, and the way to the farthest world is added.
      expect(most).toBeLessThanOrEqual(LONGEST + depth + mostCalls(scope));
    });
  },
);

test("says of each operation which transition it is", () => {
  const tour: Tour = finish(tourInSteps(nested, smallScope, { symmetry: false, longest: 3 }));
  const [first] = tour.histories;
  if (first === undefined) throw new Error("there is a first history");
  expect(first.transitions).toHaveLength(first.operations.length);
  expect(numbersIn([first]).size).toBe(new Set(callsOf([sensible(first.operations)], smallScope)).size);
  expect(numbersIn([first]).size).toBeLessThan(tour.transitions);
});

const named: ContainerScope = { tasks: 2, containers: 3, kinds: ["uts"], names: [], images: 0 };

function badIn(tour: Tour): ContainerOperation[] {
  return [...tour.histories].flatMap(({ operations, transitions }) =>
    operations.filter((_, index) => transitions[index] === undefined),
  );
}

test.each(MODELS.filter(({ calls }) => "rename" in calls).map((model) => [model.name, model] as const))(
  "bad names are tried in %s, which refuses each",
  (_, model) => {
    const bad = badIn(finish(tourInSteps(model, named, { symmetry: false, longest: LONGEST })));
    expect(new Set(bad.map(({ name }) => name)).size).toBe(8);
    expect(bad.filter(({ name = "a" }) => isName(name))).toEqual([]);
  },
);

test("a design that takes a bad name ends the history there, and the rest is toured all the same", () => {
  const mutant: Model = {
    ...design,
    apply: (world, operation, scope) => {
      const outcome = design.apply(world, operation, scope);
      if (outcome !== "EINVAL" || operation.op !== "rename") return outcome;
      return design.apply(world, { ...operation, name: "taken" }, scope);
    },
  };
  const tour = finish(tourInSteps(mutant, named, { symmetry: false, longest: LONGEST }));
  const taken = [...tour.histories];
  expect(numbersIn(taken).size).toBe(tour.transitions);
  for (const { transitions } of taken)
    expect(transitions.slice(0, -1).every((one) => one !== undefined)).toBe(true);
});

/** The numbers of the transitions that histories have. */
function numbersIn(histories: readonly TourHistory[]): Set<number> {
  return new Set(histories.flatMap(({ transitions }) => transitions.flatMap((number) => number ?? [])));
}

/** Without the calls with bad names, which a search does not try. */
function sensible(operations: readonly ContainerOperation[]): ContainerOperation[] {
  return operations.filter(({ name }) => name === undefined || isName(name));
}

/** A world and a call in it, as a text. */
const asText = (world: object, operation: ContainerOperation) =>
  `${JSON.stringify(world)} ${JSON.stringify(operation)}`;

function callsOf(histories: readonly (readonly ContainerOperation[])[], scope: ContainerScope): string[] {
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

function allCalls(scope: ContainerScope): string[] {
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

function worldsUpToSymmetry(
  histories: readonly (readonly ContainerOperation[])[],
  scope: ContainerScope,
): number {
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

function mostCalls(scope: ContainerScope): number {
  return Math.max(
    ...finish(TransitionGraph.inSteps(nested, scope, true)).transitions.map(({ length }) => length),
  );
}

test("a tour up to symmetry renumbers the targets of calls too, the dead among them", () => {
  const scope = {
    tasks: 2,
    kinds: ["net"],
    pidLevels: 1,
    userLevels: 1,
    handles: 0,
    files: 0,
    mounts: 0,
  } as const;
  const tour = finish(tourInSteps(linux, scope, { symmetry: true, longest: 24 }));
  const histories = [...tour.histories];
  expect(tour.symmetry).toBe(true);
  expect(new Set(histories.flatMap(({ transitions }) => transitions)).size).toBe(tour.transitions);
  // If targets were left as they are, other calls than intended would be made, and there would be 1,179 events.
  expect(histories.flatMap(({ operations }) => operations)).toHaveLength(975);
});
