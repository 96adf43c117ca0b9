import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { ContainerObservation } from "../../../src/domains/containers/observation.ts";
import {
  always,
  type ContainerTry,
  onEveryStep,
  sometimes,
} from "../../../src/domains/containers/property.ts";
import { layOut } from "../../../src/engine/codec/layout.ts";
import { Expander } from "../../../src/engine/expand/expander.ts";
import { COUNTS_OF_OPERATION, type Expansion, UNCHANGED } from "../../../src/engine/expand/expansion.ts";
import { openPropertiesOf } from "../../../src/engine/expand/open-properties.ts";
import { type StateIdentity, StateSpace } from "../../../src/engine/expand/state-space.ts";
import {
  combinationAfter,
  OPERATION,
  stepsOf,
  TABLES,
  TARGET,
  WEIGHT,
} from "../../../src/engine/expand/steps.ts";
import { Pauses } from "../../../src/engine/pauses.ts";
import { ERRNO_TEXTS } from "../../../src/model/errno.ts";
import type { Model } from "../../../src/model/model.ts";
import { FIRST_TASK } from "../../../src/model/numbers.ts";
import { outcomesOf } from "../../../src/model/outcome.ts";
import type { PointProperty } from "../../../src/model/property.ts";
import { drawn as drawnGraph } from "../../drawn-graph.ts";
import { itself, leastOfOrbit } from "../drawn/brute-force.ts";
import { NO_SCOPE } from "../drawn/design.ts";
import { type DrawnCase, drawCase } from "../drawn/found.ts";
import { add, type OneState, oneState } from "../drawn/one-state.ts";
import { drawn } from "../drawn/tape.ts";

/** A drawn design, a walk in it as indices into the calls that are offered, and as indices too the combinations to expand. */
const anyWalk = drawn((tape) => {
  const { properties, ...drawnDesign } = drawCase(tape, "at neither");
  const walk = tape.times(tape.from(0, 6), () => tape.below(100));
  const places = tape.times(tape.from(1, 3), () => tape.below(10_000));
  return { drawnCase: { ...drawnDesign, properties: [...properties, ...LOOKING] }, walk, places };
});

/** Whether tasks share a namespace. */
const areShared = ({ tasks }: ContainerObservation): boolean =>
  new Set([...tasks.values()].map(({ namespaces }) => namespaces.uts)).size < tasks.size;

/** Whether tasks share one after a call of any of them. */
const areSharedAfter = ({ tasks }: ContainerObservation, attempt: ContainerTry): boolean =>
  [...tasks.keys()].some((task) => {
    const tried = attempt("call1", task);
    return tried !== undefined && areShared(tried.after);
  });

const about = (name: string) => ({ name, claim: "A test.", source: "a test" });
const found = (isCase: boolean) => (isCase ? "holds" : "no case");

/** Properties that look at who shares in different ways: in a world, in what a call that they try leads to, in whether a step changed anything. */
const LOOKING: readonly PointProperty[] = [
  always({ ...about("shares"), check: (world) => found(areShared(world)) }),
  always({ ...about("tries"), check: (world, _, attempt) => found(areSharedAfter(world, attempt)) }),
  always({
    ...about("tries-in-vain"),
    check: (_, __, attempt) => found(attempt("none", FIRST_TASK) !== undefined),
  }),
  sometimes({ ...about("sometimes"), check: (world) => found(areShared(world)) }),
  onEveryStep({
    ...about("steps"),
    check: ({ before, after }) => found(areShared(before) !== areShared(after)),
  }),
  onEveryStep({
    ...about("tries-after"),
    check: ({ after }, _, attempt) => found(areSharedAfter(after, attempt)),
  }),
  onEveryStep({ ...about("asks-for-change"), check: ({ changed }) => found(changed) }),
  onEveryStep({ ...about("on-change"), when: "changed", check: () => "holds" }),
  onEveryStep({
    ...about("on-change-shares"),
    when: "changed",
    check: ({ after }) => found(areShared(after)),
  }),
];

/** What an expander finds for a form with some combinations, and what is found in each of these states by itself. */
function bothOf(
  { model, properties }: DrawnCase,
  telling: StateIdentity,
  walk: readonly number[],
  places: readonly number[],
  each: "each call" | undefined,
) {
  const space = new StateSpace(model, NO_SCOPE, telling);
  const expander = new Expander(space, properties.length, each);
  const form = walked(space, walk);
  const number = space.sharing.combinations();
  const combinations = [...new Set(places.map((place) => place % number))];
  const expansion = expander.expand(form, 0, combinations, openPropertiesOf(model, properties, NO_SCOPE));
  const least = leastOfOrbit(layOut(model.shape(NO_SCOPE)));
  const orbitOf = (world: object): string => least(space.valuesOf(world));
  const keyOf = telling.symmetry ? orbitOf : (world: object) => itself(space.valuesOf(world));
  const state = space.values();
  const states = combinations.map((combination) => {
    space.stateOf(form, 0, combination, state);
    const world = structuredClone(space.worldOf(state));
    const found = oneState(model, properties, NO_SCOPE, world, keyOf, orbitOf);
    return { combination, found, key: keyOf(world) };
  });
  return { space, expander, expansion, states, keyOf };
}

/** The control form of the state at the end of a walk. */
function walked(space: StateSpace, walk: readonly number[]): Int32Array {
  let values = space.first();
  for (const place of walk) {
    const offered = space.operationsIn(values);
    const operation = offered[place % Math.max(1, offered.length)];
    if (operation !== undefined) values = space.carryOut(values, operation).values;
  }
  space.locate(values);
  return space.words.slice();
}

/** How often an expansion counts each outcome, and calls that change nothing. */
function countsOf(model: Model, { counts }: Expansion): Pick<OneState, "outcomes" | "unchanged"> {
  const outcomes = new Map<string, number>();
  const unchanged = new Map<string, number>();
  for (const [index, op] of Object.keys(model.calls).entries()) {
    const at = (place: number): number => counts[index * COUNTS_OF_OPERATION + place] ?? 0;
    for (const [place, outcome] of outcomesOf(model).entries()) add(outcomes, `${op} ${outcome}`, at(place));
    add(unchanged, op, at(UNCHANGED));
  }
  return { outcomes, unchanged };
}

describe.each<[string, StateIdentity, ("each call" | undefined)?]>([
  ["opaque values", { symmetry: true, looked: new Set() }],
  ["nothing opaque", { symmetry: true }],
  ["each call", { symmetry: true }, "each call"],
  ["each call, with opaque values", { symmetry: true, looked: new Set() }, "each call"],
  ["no symmetry", { symmetry: false }],
])("with %s", (_, telling, each) => {
  test("an expansion is what each of its states comes to by itself", () => {
    fc.assert(
      fc.property(anyWalk, ({ drawnCase, walk, places }) => {
        const { model, properties } = drawnCase;
        const { space, expander, expansion, states, keyOf } = bothOf(drawnCase, telling, walk, places, each);
        const opaque = space.part.opaque.length;
        const { length } = space.words;
        const targets: Int32Array[] = [];
        const { successors: all } = expansion;
        const steps = stepsOf(all, opaque, (successor, at) => {
          targets[successor] = all.words.slice(at, at + length);
          return successor;
        });
        const counts = countsOf(model, expansion);
        const state = space.values();
        for (const { combination, found, key } of states) {
          const successors = new Map<string, number>();
          let unchanged = 0;
          for (let at = 0; at < steps.length; at += TABLES + opaque) {
            const successor = steps[at + TARGET] ?? 0;
            const target = targets[successor] ?? space.words;
            const after = combinationAfter(expander.tables, steps, at, opaque, combination);
            space.stateOf(target, 0, after, state);
            const there = keyOf(space.worldOf(state));
            const weight = steps[at + WEIGHT] ?? 0;
            expect(weight).toBeGreaterThan(0);
            if (there === key) unchanged += weight;
            else add(successors, `${Object.keys(model.calls)[steps[at + OPERATION] ?? 0]} ${there}`, weight);
            if (opaque === 0) continue;
            const isRigid = space.locate(state);
            expect(all.combinations[successor]).toBe(space.sharing.combinations());
            expect(all.isRigid[successor]).toBe(isRigid ? 1 : 0);
            expect(space.words).toEqual(target);
          }
          expect(counts.outcomes).toEqual(found.outcomes);
          expect(successors).toEqual(found.successors);
          if (opaque === 0) {
            expect(counts.unchanged).toEqual(found.unchanged);
            expect(unchanged).toBe(0);
          }
          expect(expansion.isTerminal).toBe(found.outcomes.size === 0);
        }
        const inAll = properties.map((_, index) => {
          const ofStates = states.map(({ found }) => found.properties[index]);
          return {
            cases: ofStates.reduce((sum, one) => sum + (one?.cases ?? 0), 0),
            isSettled: ofStates.some((one) => one?.isSettled),
          };
        });
        const said = properties.map((_, index) => ({
          cases: expansion.cases[index],
          isSettled: expansion.settled[index] !== 0,
        }));
        expect(said).toEqual(inAll);
        expect([...expansion.remembers]).toEqual(properties.map(() => 0));
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});

/** A design of two nodes; `expanded` expands the first. */
const GRAPH: Model = drawnGraph({ 0: [0, 1, 1], 1: [] }).model;

function expanded(model: Model): Expansion {
  const space = new StateSpace(model, NO_SCOPE, { symmetry: false });
  space.locate(space.first());
  const open = openPropertiesOf(model, [], NO_SCOPE);
  return new Expander(space, 0).expand(space.words.slice(), 0, [0], open);
}

test("a call that is tried and not declared is refused by name", () => {
  const model: Model = { ...GRAPH, calls: { stay: [] } };
  expect(() => expanded(model)).toThrow("drawn tries go, which it does not declare");
});

test("as many errnos as there are counts for are declared, and one more is refused", () => {
  const declaring = (errnos: number): Model => {
    const texts = Object.entries(ERRNO_TEXTS).slice(0, errnos);
    return { ...GRAPH, domain: { ...GRAPH.domain, errnos: {} }, errnos: Object.fromEntries(texts) };
  };
  expect(expanded(declaring(31)).successors.count).toBe(2);
  expect(() => expanded(declaring(32))).toThrow("drawn declares 32 errnos, but at most 31 can be counted");
});

describe("a field that is added to a row", () => {
  const adding = (isAdding: () => boolean): Model => ({
    ...GRAPH,
    apply: (world, operation, scope) => {
      if (operation["path"] === "1" && isAdding()) Object.assign(world, { more: 1 });
      return GRAPH.apply(world, operation, scope);
    },
  });

  test("is told with its place", () => {
    expect(() => expanded(adding(() => true))).toThrow(
      "the world has the field more, which the shape does not declare",
    );
  });

  test("and not added again is told as far as it is known", () => {
    let times = 0;
    expect(() => expanded(adding(() => times++ === 0))).toThrow(
      "drawn added to a row a field that its shape does not declare, but not when the call was repeated",
    );
  });
});

test("it gives way before a call where a pause is due, and only there", () => {
  const space = new StateSpace(GRAPH, NO_SCOPE, { symmetry: false });
  const open = openPropertiesOf(GRAPH, [], NO_SCOPE);
  const expander = new Expander(space, 0);
  const timesWith = (pauses: Pauses): number => {
    const values = space.first();
    space.locate(values);
    return [...expander.expandState(values, space.words.slice(), open, pauses)].length;
  };
  const due = new Pauses();
  due.takeOne = () => true;
  const never = new Pauses();
  never.takeOne = () => false;
  expect([timesWith(due), timesWith(never)]).toEqual([3, 0]);
});

test("of calls of tasks that are alike one is carried out and stands for all, unless each is asked for", () => {
  let carriedOut = 0;
  const model: Model = {
    ...(nested as Model),
    apply: (world, operation, scope) => {
      carriedOut++;
      return (nested as Model).apply(world, operation, scope);
    },
  };
  const space = new StateSpace(model, NO_SCOPE, { symmetry: true });
  const open = openPropertiesOf(model, [], NO_SCOPE);
  const [fork] = space.operationsIn(space.first());
  if (fork === undefined) throw new Error("nothing can be tried");
  const two = space.carryOut(space.first(), fork).values;
  const all = space.operationsIn(two);
  space.locate(two);
  const words = space.words.slice();
  const times = ([undefined, "each call"] as const).map((each) => {
    carriedOut = 0;
    new Expander(space, 0, each).expand(words, 0, [0], open);
    return carriedOut;
  });
  const ofTheFirst = all.filter(({ task }) => task === FIRST_TASK);
  expect(times).toEqual([ofTheFirst.length, all.length]);
  expect(ofTheFirst.length).toBeLessThan(all.length);
});
