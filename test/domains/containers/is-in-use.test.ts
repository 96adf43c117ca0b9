import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { isInUse } from "../../../src/domains/containers/is-in-use.ts";
import { withParts } from "../../../src/domains/containers/observation.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { WatchedNamespaces } from "../../../src/domains/containers/watched-namespaces.ts";
import { WatchedObservation } from "../../../src/domains/containers/watched-observation.ts";
import { namespaceNumber } from "../../../src/model/numbers.ts";
import { fork, unshare } from "../../properties/calls.ts";

const scope: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts", "net"], names: [], images: 0 };
const world = nested.initial(scope);
nested.apply(world, fork(1), scope);
nested.apply(world, unshare(1, "uts"), scope);
const seen = nested.observe(world, scope);

test("a namespace is in use that a task or a nsproxy has, watched or not", () => {
  let reads = 0;
  const asked: number[] = [];
  const sets = new WatchedNamespaces({
    representatives: [],
    readsValue: () => reads++,
    asksForHolders: (shown) => asked.push(shown),
  });
  const watched = new WatchedObservation(seen, sets);
  for (const shown of [seen, watched]) {
    const used = (kind: "uts" | "net" | "ipc", number: number) =>
      isInUse(shown, kind, namespaceNumber(number));
    expect([1, 2, 3].map((number) => used("uts", number))).toEqual([true, true, false]);
    expect([1, 2, 3].map((number) => used("net", number))).toEqual([true, false, false]);
    expect(used("ipc", 1)).toBe(false);
  }
  expect(reads).toBe(0);
  expect(new Set(asked)).toEqual(new Set([1, 2, 3]));
});

test("none at all is in use where a set has none of the kind", () => {
  expect(isInUse(seen, "ipc", undefined)).toBe(true);
  expect(isInUse(seen, "uts", undefined)).toBe(false);
});

test("one that only a nsproxy has is in use, watched or not", () => {
  const sets = new WatchedNamespaces({ representatives: [], readsValue() {}, asksForHolders() {} });
  const alone = withParts(seen, { tasks: new Map() });
  for (const shown of [alone, new WatchedObservation(alone, sets)])
    expect([1, 2, 3].map((number) => isInUse(shown, "uts", namespaceNumber(number)))).toEqual([
      true,
      true,
      false,
    ]);
});
