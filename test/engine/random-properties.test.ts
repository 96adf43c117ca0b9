/** Properties drawn at random have the same verdict, with the same history, in every kind of search, and in the plain one. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import { type ContainerStep, onEveryStep, sometimes } from "../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { sumOfCalls } from "../../src/engine/call-counts.ts";
import { codecOf } from "../../src/engine/codec/codec.ts";
import { search } from "../../src/engine/search.ts";
import { Canonicalizer } from "../../src/engine/symmetry/canonical.ts";
import { operationsIn } from "../../src/model/operations-in.ts";
import type { PointProperty } from "../../src/model/property.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { plainSearch } from "./plain-search.ts";

const design: ContainerModel = nested;
const SCOPES: readonly ContainerScope[] = [
  { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 1 },
  { tasks: 3, containers: 2, kinds: ["uts"], names: [], images: 0 },
  { tasks: 2, containers: 3, kinds: ["uts", "net"], names: [], images: 0 },
];

const words = { claim: "drawn", source: "a test" };

/** Features of a step that do not depend on numbers. */
const FEATURES: readonly ((step: ContainerStep) => number)[] = [
  ({ after }) => after.tasks.size,
  ({ after }) => after.containers.size,
  ({ before, after }) => 2 + after.nsproxies.size - before.nsproxies.size,
  ({ after }) => [...after.images.values()].reduce((sum, { tasks }) => sum + tasks.length, 0),
  ({ before, operation }) => (before.tasks.get(operation.task)?.in.length ?? 0) + 1,
];

const anyStepProperty = fc
  .record({
    on: fc.option(fc.subarray(Object.keys(nested.calls), { minLength: 1 }), { nil: undefined }),
    when: fc.constantFrom("ok", "refused", "changed", undefined),
    feature: fc.constantFrom(...FEATURES),
    value: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ on, when, feature, value }) => ({
    ...words,
    ...(on && { on }),
    ...(when && { when }),
    check: (step: ContainerStep) =>
      feature(step) === value ? { broken: `${value} after ${step.operation.op}` } : ("holds" as const),
  }));

const anyWorldProperty = fc
  .record({ tasks: fc.integer({ min: 0, max: 3 }), containers: fc.integer({ min: 1, max: 3 }) })
  .map(({ tasks, containers }) => ({
    ...words,
    check: (world: ContainerStep["after"]) =>
      world.tasks.size === tasks && world.containers.size === containers
        ? ("holds" as const)
        : ("no case" as const),
  }));

const anyProperties: fc.Arbitrary<PointProperty[]> = fc
  .tuple(fc.array(anyStepProperty, { minLength: 4, maxLength: 8 }), anyWorldProperty)
  .map(([steps, world]) => [
    ...steps.map((step, index) => onEveryStep({ ...step, name: `step-${index}` })),
    sometimes({ ...world, name: "world" }),
  ]);

/** The verdicts without their cases, which depend on how worlds are counted. */
const withoutCases = (verdicts: readonly Verdict[]) =>
  verdicts.map(({ cases, ...verdict }) => ({ ...verdict, hasCases: cases > 0 }));

test("the verdicts and the histories are those of the plain search, up to symmetry or not", () => {
  fc.assert(
    fc.property(fc.constantFrom(...SCOPES), anyProperties, (scope, properties) => {
      const plain = plainSearch(design, properties, scope);
      const whole = search(design, properties, scope);
      expect(whole.verdicts).toEqual(plain.verdicts);
      expect(whole.calls.get("checkpoint")).toEqual(
        plain.calls.get("checkpoint") ?? whole.calls.get("checkpoint"),
      );
      const reduced = search(design, properties, scope, { symmetry: true });
      expect(withoutCases(reduced.verdicts)).toEqual(withoutCases(plain.verdicts));
    }),
    { numRuns: 12 },
  );
});

test("how many calls change nothing is the same in all worlds that differ only in numbers, and so in both searches", () => {
  const scope: ContainerScope = { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 1 };
  const codec = codecOf(nested.shape(scope));
  const canonicalizer = new Canonicalizer(codec.layout);
  const formOf = (world: object): string => {
    const values = new Int32Array(codec.layout.slots.length);
    codec.read(world, values);
    const form = values.slice();
    canonicalizer.form(values, form);
    return form.join();
  };
  const unchangedIn = new Map<string, number>();
  let unchanged = 0;
  const worlds = new Map([[JSON.stringify(nested.initial(scope)), nested.initial(scope)]]);
  for (const world of worlds.values()) {
    let number = 0;
    for (const operation of operationsIn(nested, world, scope)) {
      const after = structuredClone(world);
      const outcome = nested.apply(after, operation, scope);
      if (outcome === "ok" && formOf(after) === formOf(world)) number++;
      if (!worlds.has(JSON.stringify(after))) worlds.set(JSON.stringify(after), after);
    }
    expect(unchangedIn.get(formOf(world)) ?? number).toBe(number);
    unchangedIn.set(formOf(world), number);
    unchanged += number;
  }
  const unchangedBy = (symmetry: boolean): number =>
    sumOfCalls(search(design, [], scope, { symmetry }).calls).unchanged;
  expect(unchangedBy(false)).toBe(unchanged);
  expect(unchangedBy(true)).toBe([...unchangedIn.values()].reduce((sum, number) => sum + number, 0));
});
