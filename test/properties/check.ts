import { expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerStep } from "../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { findingAt } from "../../src/engine/forms/form-of.ts";
import { type Point, pointOf } from "../../src/engine/point.ts";
import { search } from "../../src/engine/search.ts";
import type { SearchOptions } from "../../src/engine/search-options.ts";
import type { Model } from "../../src/model/model.ts";
import type { Operation } from "../../src/model/operation.ts";
import type { PointProperty, Property } from "../../src/model/property.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { seenIn } from "../container-models.ts";
import { COMPARISONS, IS_QUICK } from "../quick/quick.ts";
import { words } from "./calls.ts";

/** A scope of three tasks, three containers, one kind and one name. */
export function scopeOf(bounds: Partial<ContainerScope> = {}): ContainerScope {
  return { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 0, ...bounds };
}

/** Small scopes: more tasks, more kinds, or images. */
const SMALL_SCOPES: readonly ContainerScope[] = [
  scopeOf({ names: [] }),
  scopeOf({ tasks: 2, kinds: ["uts", "net"] }),
  scopeOf({ tasks: 2, images: 1 }),
];

/** What a search says about one property. */
export function verdictOn(
  model: Model,
  property: Property,
  scope: ContainerScope,
  bounds: SearchOptions = {},
): Verdict {
  const [verdict] = search(model, [property], scope, bounds).verdicts;
  if (verdict === undefined) throw new Error("a search gives a verdict for each property");
  return verdict;
}

/** Tests that a property holds on `nested`, in whole small scopes. */
export function holdsOnNested(property: Property): void {
  it("holds on nested, in every small scope to which it applies, and has cases there", () => {
    const verdicts = SMALL_SCOPES.map((scope) => verdictOn(nested, property, scope));
    const applying = verdicts.filter(({ verdict }) => verdict !== "does-not-apply");
    expect(applying.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    expect(Math.max(...applying.map(({ cases }) => cases))).toBeGreaterThan(0);
  });
}

/** What a property says about a mutant of `nested`. */
interface Catch {
  /** The scope in which it is searched. */
  readonly in?: Partial<ContainerScope>;
  /** The calls of the shortest history. */
  readonly after: readonly Operation[];
  readonly why: string;
  /** The call that would show it. */
  readonly call?: Operation;
}

/** Tests that a property is broken in a design, by this shortest history and in these words. */
export function isBrokenBy(property: Property, model: Model, expected: Catch): void {
  it(`is broken where ${model.summary}`, () => {
    // A shorter history would be found first, a longer one not at all. That something is never reached takes the whole scope.
    const bounds = property.form === "sometimes" ? {} : { depth: expected.after.length };
    const { verdict, why, history = [], call } = verdictOn(model, property, scopeOf(expected.in), bounds);
    expect({
      verdict,
      why,
      after: history.map(({ operation }) => words(operation)),
      call: call && words(call.operation),
    }).toEqual({
      verdict: "broken",
      why: expected.why,
      after: expected.after.map(words),
      call: expected.call && words(expected.call),
    });
  });
}

/** A run that never ends. */
interface ForEver {
  readonly stem: readonly Operation[];
  readonly loop: readonly Operation[];
  readonly why: string;
}

/** Tests that a design breaks a property by this run, and without symmetry by one of as many calls; quick tests only search up to symmetry. */
export function isBrokenForEverBy(property: Property, model: Model, expected: ForEver): void {
  it(`is broken in ${model.name}, for ever`, () => {
    const scope = scopeOf({ names: [] });
    const [found, ...others] = (IS_QUICK ? [true] : [true, false]).map((symmetry) =>
      search(model, [property], scope, { symmetry, comparisons: COMPARISONS }).verdicts.at(0),
    );
    const after = found?.history?.map(({ operation }) => words(operation));
    expect({ ...found, history: after }).toMatchObject({
      verdict: "broken",
      why: expected.why,
      history: [...expected.stem, ...expected.loop].map(words),
      loop: expected.stem.length,
    });
    for (const plain of others)
      expect([plain?.verdict, plain?.loop, plain?.history?.length]).toEqual([
        found?.verdict,
        found?.loop,
        found?.history?.length,
      ]);
  });
}

/** Tests that a property has a case, or none, in the world or on the step at the end of these runs of a design. */
export function counts(
  property: PointProperty,
  runs: Readonly<Record<string, readonly Operation[]>>,
  is: boolean,
  model: Model = nested,
): void {
  it.each(Object.entries(runs))(`${is ? "has a" : "has no"} case: %s`, (_, operations) => {
    const scope = scopeOf({ tasks: 5, containers: 5, kinds: ["uts", "net"], images: 1, handles: 1 });
    const point = pointsOf(model, scope, operations).at(-1);
    expect(point && findingAt(property, point, scope)).toBe(is ? "holds" : "no case");
  });
}

/** The last step of a run, as designs of containers show it, with some parts replaced. */
export function lastStepOf(
  model: Model,
  scope: ContainerScope,
  operations: readonly Operation[],
  change: (step: ContainerStep) => Partial<ContainerStep> = () => ({}),
): ContainerStep {
  const step = pointsOf(model, scope, operations).at(-1)?.step;
  if (step === undefined) throw new Error("a run ends in a step");
  const seen = { ...step, before: seenIn(step.before), after: seenIn(step.after) } as ContainerStep; // its calls are those of the domain
  return { ...seen, ...change(seen) };
}

/** The points of a run of operations, including refused ones. */
export function pointsOf(model: Model, scope: ContainerScope, operations: readonly Operation[]): Point[] {
  const points = [pointOf(model, scope, model.initial(scope))];
  for (const operation of operations) {
    const point = points.at(-1);
    if (point === undefined) throw new Error("a run has a first point");
    const state = structuredClone(point.state);
    const outcome = model.apply(state, operation, scope);
    points.push(pointOf(model, scope, state, { point, event: { operation, outcome } }));
  }
  return points;
}
