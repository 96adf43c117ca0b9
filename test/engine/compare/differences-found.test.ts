/**
 * Comparisons of `nested` with other built-in designs in small scopes still find what they found: a digest of everything that each says. If one
 * differs, test/engine/compare.test.ts shows why: it checks comparisons against a plain search of the product.
 */
import { expect, test } from "vitest";
import { flat } from "../../../models/flat.ts";
import { handle } from "../../../models/handle.ts";
import { nested } from "../../../models/nested.ts";
import { pinned } from "../../../models/pinned.ts";
import { subset } from "../../../models/subset.ts";
import { taskStruct } from "../../../models/task-struct.ts";
import { unshareKeeping } from "../../../models/unshare-keeping.ts";
import { walkingKill } from "../../../models/walking-kill.ts";
import type { ContainerModel } from "../../../src/domains/containers/container-model.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { compare } from "../../../src/engine/compare.ts";
import { digestOf } from "../../digest.ts";
import { killTakesItsCaller, unshareTakesTheCallersNumber } from "../../properties/mutants.ts";

const ONE_KIND: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 0 };
const TWO_KINDS: ContainerScope = { ...ONE_KIND, kinds: ["uts", "net"], names: [] };
const IMAGES: ContainerScope = { ...ONE_KIND, names: [], images: 1 };
const HANDLES: ContainerScope = { ...ONE_KIND, handles: 1 };

const bare: ContainerModel = { ...nested, numbersMatter: true };

/** In both directions, with and without symmetry, and with each bound. */
function foundBetween(first: ContainerModel, second: ContainerModel, scope: ContainerScope): unknown[] {
  return [
    compare(first, second, scope),
    compare(second, first, scope),
    compare(first, second, scope, { refines: true }),
    compare(second, first, scope, { refines: true, comparisons: "some" }),
    compare(first, second, scope, { symmetry: false, depth: 2 }),
    compare(first, second, scope, { pairs: 3 }),
    // When `stop` is called depends on the clock.
    compare(first, second, scope, { stop: () => "enough" }).bound,
  ];
}

test.each<[string, ContainerModel, ContainerScope, string]>([
  ["itself", nested, ONE_KIND, "d826f3"],
  ["itself, in whole numbers", bare, ONE_KIND, "1d89b7"],
  ["flat", flat, ONE_KIND, "57df9a"],
  ["subset", subset, TWO_KINDS, "df1474"],
  ["task-struct", taskStruct, TWO_KINDS, "2a8f6f"],
  ["unshare-keeping", unshareKeeping, TWO_KINDS, "67edfb"],
  ["pinned", pinned, IMAGES, "d23fb0"],
  ["handle", handle, HANDLES, "56b4b4"],
  ["walking-kill", walkingKill, ONE_KIND, "6347ed"],
  ["one in which kill takes its caller", killTakesItsCaller, ONE_KIND, "1e3e14"],
  ["one in which unshare takes the caller's number", unshareTakesTheCallersNumber, ONE_KIND, "8d1f5e"],
])("nested and %s", (_, model, scope, expected) => {
  expect(digestOf(foundBetween(nested, model, scope))).toBe(expected);
});
