/**
 * Whether searches find what they found: in drawn designs of some dozen states, and in the designs that come with nsmodel, in the first levels of a small scope. A
 * digest of all that a search says. Where it differs, the other tests of the engine tell why.
 */
import { describe, expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { nested } from "../../models/nested.ts";
import { pinned } from "../../models/pinned.ts";
import { unshareStaying } from "../../models/unshare-staying.ts";
import { walkingKill } from "../../models/walking-kill.ts";
import { propertiesOf } from "../../src/catalogue.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { SingleResult } from "../../src/engine/search/single-result.ts";
import { searchOnce } from "../../src/engine/search/single-search.ts";
import { finish } from "../../src/history/finish.ts";
import type { Model } from "../../src/model/model.ts";
import { divided, whyNotApplicable } from "../../src/model/property.ts";
import type { Scope } from "../../src/model/scope.ts";
import { digestOf } from "../digest.ts";
import { Draw } from "../draw.ts";
import { NO_SCOPE } from "./drawn/design.ts";
import { type DrawnCase, drawCase } from "./drawn/found.ts";
import type { Looks } from "./drawn/rules.ts";
import { Tape } from "./drawn/tape.ts";

const CHOICES = 250;
const DESIGNS = 2;
const MOST_STATES = 20;

const DRAWN: readonly (readonly [Looks, readonly string[]])[] = [
  ["at neither", ["a5133b", "c39da7", "fedbdd"]],
  ["at values", ["38687d", "89d2d0", "3bfcd0"]],
  ["at numbers", ["1eb364", "d58129", "62e17b"]],
];

describe.each(DRAWN)("drawn designs that look %s", (looks, expected) => {
  test.each(expected.map((digest, seed) => [seed, digest] as const))("some, %i", (seed, digest) => {
    const draw = new Draw(seed + 1);
    const cases = Array.from({ length: DESIGNS }, () => {
      const tape = new Tape(Array.from({ length: CHOICES }, () => draw.below(10_000)));
      return drawCase(tape, looks);
    });
    expect(digestOf(cases.map(foundIn))).toBe(digest);
  });
});

/** In each way in which a design can be searched: with values opaque, with none, in whole numbers, and until a property is broken. */
function foundIn({ model, properties }: DrawnCase): unknown[] {
  const how = { model, properties, scope: NO_SCOPE, worlds: MOST_STATES, comparisons: "some" } as const;
  return [
    { symmetry: true, dataIndependence: true },
    { symmetry: true, dataIndependence: false },
    { symmetry: false, dataIndependence: false },
    { symmetry: true, dataIndependence: true, untilBroken: true },
  ].map((ways) => {
    try {
      return withoutBytes(finish(searchOnce({ ...how, ...ways })));
    } catch (error) {
      return String(error);
    }
  });
}

/** How much memory a search takes says nothing of what it finds. */
const withoutBytes = ({ bytes: _, ...found }: SingleResult): unknown => found;

const SMALL: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts", "net"], names: [], images: 0 };
const OF_LINUX: LinuxScope = { tasks: 2, kinds: ["uts"], pidLevels: 1, userLevels: 1, handles: 0, mounts: 0 };
const MODELS: readonly (readonly [Model, Scope, depth: number, string])[] = [
  [nested, SMALL, 6, "8779d1"],
  [pinned, SMALL, 6, "07050d"],
  [walkingKill, { ...SMALL, kinds: ["uts"] }, 99, "bb9c5e"],
  [unshareStaying, { ...SMALL, kinds: ["uts"] }, 99, "4da477"],
  [linux as unknown as Model, OF_LINUX, 2, "841b31"], // a design of one domain as any
];

test.each(MODELS)("the first levels of $name", (model, scope, depth, expected) => {
  const { atPoints, onRuns } = divided(propertiesOf(model.domain));
  const properties = atPoints.filter((property) => whyNotApplicable(property, model, scope) === undefined);
  const runs = { properties: onRuns, fair: model.fair ?? {} };
  const found = [true, false].map((symmetry) => {
    const how = { model, properties, scope, symmetry, dataIndependence: symmetry, depth, runs } as const;
    return withoutBytes(finish(searchOnce({ ...how, comparisons: "some" })));
  });
  expect(digestOf(found)).toBe(expected);
});
