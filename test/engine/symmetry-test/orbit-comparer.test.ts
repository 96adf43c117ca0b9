import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { always } from "../../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { openPropertiesOf } from "../../../src/engine/expand/open-properties.ts";
import { StateSpace } from "../../../src/engine/expand/state-space.ts";
import { numbersFrom } from "../../../src/engine/symmetry/random.ts";
import { differenceOf } from "../../../src/engine/symmetry-test/difference.ts";
import { OrbitComparer } from "../../../src/engine/symmetry-test/orbit-comparer.ts";
import { finish } from "../../../src/history/finish.ts";
import type { Model } from "../../../src/model/model.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import type { PointProperty } from "../../../src/model/property.ts";
import { DESIGNS, PROPERTIES } from "./asymmetric.ts";

const SCOPE: ContainerScope = { tasks: 3, containers: 2, kinds: ["uts"], names: [], images: 0 };

/** A fixed seed for tests that must find something among random runs: in some designs few runs come to it. */
const SEED = 1;

/** What differs between the state after some calls and a random member of its orbit, and the difference that is named for it. */
function found(model: Model, properties: readonly PointProperty[], calls: readonly number[], seed: number) {
  const space = new StateSpace(model, SCOPE, { symmetry: true });
  let state = space.first();
  for (const call of calls) {
    const offered = space.operationsIn(state);
    const operation = offered[call % Math.max(1, offered.length)];
    if (operation !== undefined) state = space.carryOut(state, operation).values;
  }
  const comparer = new OrbitComparer(space, properties);
  const open = openPropertiesOf(model, properties, SCOPE);
  const permutation = comparer.permutations.draw(state, numbersFrom(seed));
  const member = space.values();
  comparer.permutations.apply(permutation, state, member);
  const expected = finish(comparer.expected(state, open));
  const unlike = finish(comparer.compare(state, permutation, expected, open));
  const named = (index: number | undefined) => {
    const property = index === undefined ? undefined : properties[index];
    const asked = property && index !== undefined ? { property, index } : undefined;
    const two = { space, permutations: comparer.permutations, permutation, first: state, second: member };
    return differenceOf(two, asked);
  };
  return { unlike, named };
}

const anyRun = fc.tuple(fc.array(fc.nat(), { maxLength: 8 }), fc.nat());

test("members of an orbit of a symmetric design are alike, and no difference is named", () => {
  fc.assert(
    fc.property(anyRun, ([calls, seed]) => {
      const { unlike, named } = found(nested, [], calls, seed);
      expect(unlike).toEqual([]);
      expect(named(undefined)).toBeUndefined();
    }),
    { numRuns: 100 },
  );
});

describe.each(DESIGNS)("in $name", (design) => {
  test("some members are unlike, and for some of them a difference is named", () => {
    let unlikes = 0;
    let names = 0;
    fc.assert(
      fc.property(anyRun, ([calls, seed]) => {
        const { unlike, named } = found(design, [], calls, seed);
        if (unlike.length === 0) return;
        unlikes++;
        if (named(undefined) !== undefined) names++;
      }),
      { numRuns: 300, seed: SEED },
    );
    expect(unlikes).toBeGreaterThan(0);
    expect(names).toBeGreaterThan(0);
  });
});

test("a property that finds something else in a member is told by its place", () => {
  const places = new Set<unknown>();
  const properties = PROPERTIES.filter(({ name }) => !name.startsWith("throws"));
  fc.assert(
    fc.property(anyRun, ([calls, seed]) => {
      const { unlike } = found(nested, properties, calls, seed);
      for (const suspect of unlike) places.add(suspect);
    }),
    { numRuns: 300, seed: SEED },
  );
  expect([...places].sort()).toEqual([...properties.keys()]);
});

test("a property that throws in a member is told, and not the design or another property", () => {
  const words = { claim: "", source: "this test" };
  const throwing = always({
    ...words,
    name: "throws-with-a-task-3",
    check: ({ tasks }) => {
      if (tasks.has(taskNumber(3))) throw new Error("there is a task 3");
      return "holds";
    },
  });
  const holding = always({ ...words, name: "holds", check: () => "holds" });
  const suspects = new Set<unknown>();
  for (let seed = 0; seed < 20; seed++)
    for (const suspect of found(nested, [holding, throwing], [], seed).unlike) suspects.add(suspect);
  expect([...suspects]).toEqual([1]);
});

test("that a call does not stand for those of tasks that are alike is seen, too", () => {
  const second: Model = {
    ...(nested as Model),
    name: "only-the-first-of-two-exits",
    apply: (world, operation, scope) => {
      const callers = [...nested.callers(world as Parameters<typeof nested.callers>[0])];
      const isFirst = operation.task === Math.min(...callers);
      if (operation.op === "exit" && !isFirst) return "EBUSY";
      return (nested as Model).apply(world, operation, scope);
    },
  };
  const space = new StateSpace(second, SCOPE, { symmetry: true });
  const [fork] = space.operationsIn(space.first());
  if (fork === undefined) throw new Error("nothing can be tried");
  const two = space.carryOut(space.first(), fork).values;
  const comparer = new OrbitComparer(space, []);
  const open = openPropertiesOf(second, [], SCOPE);
  const expected = finish(comparer.expected(two, open));
  expect(finish(comparer.compareMember(two, expected, open))).toEqual(["design"]);
});
