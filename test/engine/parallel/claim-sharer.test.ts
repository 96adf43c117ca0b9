import { expect, test } from "vitest";
import { flat } from "../../../models/flat.ts";
import { nested } from "../../../models/nested.ts";
import { PROPERTIES } from "../../../src/catalogue.ts";
import { memoryFor } from "../../../src/engine/parallel/memory-for.ts";
import { type SearchOptions, search } from "../../../src/engine/search.ts";
import type { Model } from "../../../src/model/model.ts";
import { always, onEveryStep, type Property } from "../../../src/model/property.ts";
import type { Scope } from "../../../src/model/scope.ts";

const withImages: Scope = { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 1 };
const withoutImages: Scope = { ...withImages, names: ["a", "b"], images: 0 };

/** Designs of which worlds have to be kept packed: the order of numbers means something in them. */
const CASES: readonly (readonly [name: string, model: Model, scope: Scope])[] = [
  ["nested with images", nested, withImages],
  ["flat", flat, withoutImages],
];

const words = { claim: "", source: "a test" };

/** Claims that hold, and how often they were asked. */
function counting(): { properties: Property[]; asked: { worlds: number; steps: number } } {
  const asked = { worlds: 0, steps: 0 };
  const ofWorlds = always({
    ...words,
    name: "of-worlds",
    check: () => {
      asked.worlds++;
      return "holds";
    },
  });
  const ofSteps = onEveryStep({
    ...words,
    name: "of-steps",
    check: () => {
      asked.steps++;
      return "holds";
    },
  });
  return { properties: [ofWorlds, ofSteps], asked };
}

/** What does not depend on what worlds share. */
function foundBy(model: Model, properties: readonly Property[], scope: Scope, options: SearchOptions) {
  const { bytes: _, sharing: __, finalWorlds: ___, ...found } = search(model, properties, scope, options);
  return found;
}

test.each(CASES)("%s: the worlds are kept packed", (_, model, scope) => {
  const task = { model, properties: [], scope, exact: false, depth: 9, symmetry: false, twins: false };
  expect(memoryFor({ ...task, sharing: true }, 1, 2 ** 26).fields).toBeUndefined();
});

test.each(CASES)("%s: cases, calls, verdicts and histories are as without sharing", (_, model, scope) => {
  const each = foundBy(model, PROPERTIES, scope, { sharing: false });
  expect(foundBy(model, PROPERTIES, scope, { sharing: true })).toEqual(each);
  expect(each.verdicts.some(({ verdict }) => verdict === "broken")).toBe(true);
});

test.each(CASES)("%s: with a bound on depth too", (_, model, scope) => {
  for (const depth of [0, 3, 5]) {
    const each = foundBy(model, PROPERTIES, scope, { sharing: false, depth });
    expect(foundBy(model, PROPERTIES, scope, { sharing: true, depth })).toEqual(each);
  }
});

test.each(CASES)("%s: a claim is asked once of all worlds that differ only in numbers", (_, model, scope) => {
  const { properties, asked } = counting();
  const { worlds, verdicts } = search(model, properties, scope, { sharing: true });
  const [ofWorlds, ofSteps] = verdicts.map(({ cases }) => cases);
  const upToNumbers = search(model, [], scope, { symmetry: true }).worlds;
  expect(asked.worlds).toBe(upToNumbers);
  expect(ofWorlds).toBe(worlds);
  expect(worlds).toBeGreaterThan(upToNumbers);
  expect(asked.steps).toBeGreaterThan(0);
  expect(ofSteps).toBeGreaterThan(asked.steps);
});
