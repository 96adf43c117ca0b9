/**
 * Searches still find what they found, in drawn designs of a few dozen states and in the first levels of small scopes of built-in designs: a digest
 * of everything that a search says. If it differs, the other tests of the engine show why.
 */
import { describe, expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { nested } from "../../models/nested.ts";
import { pinned } from "../../models/pinned.ts";
import { unshareStaying } from "../../models/unshare-staying.ts";
import { walkingKill } from "../../models/walking-kill.ts";
import { propertiesOf } from "../../src/catalogue.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import { always } from "../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { SingleResult } from "../../src/engine/search/single-result.ts";
import { searchOnce } from "../../src/engine/search/single-search.ts";
import { finish } from "../../src/history/finish.ts";
import type { Model } from "../../src/model/model.ts";
import { divided, type PointProperty, whyNotApplicable } from "../../src/model/property.ts";
import type { Scope } from "../../src/model/scope.ts";
import { digestOf } from "../digest.ts";
import { Draw } from "../draw.ts";
import { NO_SCOPE } from "./drawn/design.ts";
import { type DrawnCase, drawCase } from "./drawn/found.ts";
import type { Looks } from "./drawn/rules.ts";
import { Tape } from "./drawn/tape.ts";
import { DESIGNS, PROPERTIES } from "./symmetry-test/asymmetric.ts";

const CHOICES = 250;
const MAX_STATES = 20;

/** The digests of six designs of each. */
const DRAWN: readonly (readonly [Looks, string])[] = [
  ["at neither", "019979 8b7f5c 6a35b2 e9ac01 950969 3a9ef3"],
  ["at values", "08d28b 9306be 7c3841 ab22aa b98aa8 5f37ab"],
  ["at numbers", "1d2242 cee638 15a289 82e59d 769981 c2df9a"],
];
const SEEDS = [1, 2, 3, 4, 5, 6];

describe.each(DRAWN)("a drawn design that looks %s", (looks, expected) => {
  test.each(SEEDS)("%i", (seed) => {
    const draw = new Draw(seed);
    const tape = new Tape(Array.from({ length: CHOICES }, () => draw.below(10_000)));
    expect(digestOf(foundIn(drawCase(tape, looks)))).toBe(expected.split(" ")[seed - 1]);
  });
});

/** What is found in each way to search a design: with values opaque, with none, without symmetry, and until a property is broken. */
function foundIn({ model, properties }: DrawnCase): unknown[] {
  const how = {
    model,
    properties,
    scope: NO_SCOPE,
    worlds: MAX_STATES,
    renaming: false,
    comparisons: "some",
  } as const;
  return [
    { symmetry: true, dataIndependence: true },
    { symmetry: true, dataIndependence: false },
    { symmetry: false, dataIndependence: false },
    { symmetry: true, dataIndependence: true, untilBroken: true },
  ].map((ways) => {
    try {
      return told(finish(searchOnce({ ...how, ...ways })));
    } catch (error) {
      return String(error);
    }
  });
}

/** What is found, without the memory that it took and the wording of verdicts. */
const told = ({ bytes: _, verdicts, onRuns, misled, ...found }: SingleResult): unknown => [
  { ...found, hasLooked: misled === "by opaque values" },
  [...verdicts, ...(onRuns?.verdicts ?? [])].map(
    (verdict) =>
      verdict && [
        verdict.property,
        verdict.verdict,
        verdict.cases,
        verdict.history,
        verdict.loop,
        verdict.length,
        verdict.call,
      ],
  ),
];

/** Everything but the memory that it took. */
const whole = ({ bytes: _, ...found }: SingleResult): unknown => found;

const OF_DESIGNS = "98782c a7b6c4 99a515 eac4a9 f63e66 c1a655 f82fd4 bdd03c 261aa1 ac362f".split(" ");
const OF_PROPERTIES = "bbe398 e27104 43360d 158d8b 22f850 f0ac94 2daa57 f87bdc 3760a3".split(" ");

/** A property to which a name matters. */
const NAME_A_IS_FREE = always({
  name: "name-a-is-free",
  claim: "Nobody is called a.",
  source: "a test",
  check: ({ containers }) =>
    [...containers.values()].some(({ name }) => name === "a") ? { broken: "one is called a" } : "holds",
});

const SMALL: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts", "net"], names: [], images: 0 };
const OF_LINUX: LinuxScope = { tasks: 2, kinds: ["uts"], pidLevels: 1, userLevels: 1, handles: 0, mounts: 0 };
const NAMED: ContainerScope = { ...SMALL, kinds: ["uts"], names: ["a", "b"] };
const MODELS: readonly (readonly [Model, Scope, depth: number, string])[] = [
  [nested, SMALL, 6, "efdb04"],
  [pinned, SMALL, 6, "cfd644"],
  [walkingKill, { ...SMALL, kinds: ["uts"] }, 99, "181c87"],
  [unshareStaying, { ...SMALL, kinds: ["uts"] }, 99, "c555ce"],
  [linux as unknown as Model, OF_LINUX, 2, "3a798f"], // shared code takes a design of any domain
];

test.each(MODELS)("the first levels of $name", (model, scope, depth, expected) => {
  const { atPoints, onRuns } = divided(propertiesOf(model.domain));
  const properties = atPoints.filter((property) => whyNotApplicable(property, model, scope) === undefined);
  const runs = { properties: onRuns, fair: model.fair ?? {} };
  const found = [true, false].map((symmetry) => {
    const how = { model, properties, scope, symmetry, dataIndependence: symmetry, depth, runs } as const;
    return told(finish(searchOnce({ ...how, renaming: false, comparisons: "some" })));
  });
  expect(digestOf(found)).toBe(expected);
});

test.each([
  ["with values opaque", { ...NAMED, kinds: ["uts", "net"] }, true, "1c0e11"],
  ["with none", NAMED, false, "5a1e82"],
] as const)(
  "of states that differ in names one is expanded for all, %s",
  (_, scope, dataIndependence, expected) => {
    const how = { model: nested, scope, symmetry: true, dataIndependence, renaming: true, depth: 3 } as const;
    const properties = propertiesOf(nested.domain).filter(({ name }) => name === "unshare-isolates");
    const asked = divided(properties).atPoints;
    expect(digestOf([told(finish(searchOnce({ ...how, properties: asked, comparisons: "some" })))])).toBe(
      expected,
    );
  },
);

/** Designs and properties to which numbers or names matter. */
const LIES: readonly (readonly [string, ContainerModel, readonly PointProperty[], string])[] = [
  ...DESIGNS.map((model, at) => [model.name, model, [], OF_DESIGNS[at] ?? ""] as const),
  ...[...PROPERTIES, NAME_A_IS_FREE].map(
    (property, at) => [property.name, nested, [property], OF_PROPERTIES[at] ?? ""] as const,
  ),
];

test.each(LIES)("it is noticed where numbers or names matter: %s", (_, model, properties, expected) => {
  const how = { model, properties, scope: NAMED, symmetry: true, comparisons: "every", depth: 2 } as const;
  const found = [
    { renaming: true, dataIndependence: true },
    { renaming: false, dataIndependence: true },
    { renaming: false, dataIndependence: false },
  ].map((ways) => whole(finish(searchOnce({ ...how, ...ways }))));
  expect(digestOf(found)).toBe(expected);
});

test.each([
  ["states, with values opaque", { dataIndependence: true, worlds: 10 }, "90e228"],
  ["states, with none", { dataIndependence: false, worlds: 10 }, "58dd05"],
  ["memory, with values opaque", { dataIndependence: true, memory: 1, depth: 3 }, "0628e5"],
  ["memory, with none", { dataIndependence: false, memory: 1, depth: 3 }, "3ee9e0"],
])("a search stops where it has as much of something as it may: %s", (_, bounds, expected) => {
  const how = { model: nested, scope: NAMED, symmetry: true, renaming: true, comparisons: "some" } as const;
  expect(digestOf([whole(finish(searchOnce({ ...how, properties: [], ...bounds })))])).toBe(expected);
});
