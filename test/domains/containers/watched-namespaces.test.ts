import { expect, test } from "vitest";
import type { Namespaces } from "../../../src/domains/containers/observation.ts";
import { WatchedNamespaces } from "../../../src/domains/containers/watched-namespaces.ts";
import { namespaceNumber } from "../../../src/model/numbers.ts";

const numbers = (uts: number, net: number): Namespaces => ({
  uts: namespaceNumber(uts),
  net: namespaceNumber(net),
});

function watched(representatives: number[] = []) {
  let looks = 0;
  const asked: number[] = [];
  const sets = new WatchedNamespaces({
    representatives,
    readsValue: () => looks++,
    asksForHolders: (shown) => asked.push(shown),
  });
  return { sets, looks: () => looks, asked };
}

test("to fetch a set, to compare it as an object and to list its kinds is no look", () => {
  const { sets, looks } = watched();
  const set = sets.of(numbers(1, 2));
  expect(set === sets.of(numbers(1, 2))).toBe(true);
  expect(set === sets.of(numbers(2, 1))).toBe(false);
  expect(Object.keys(set)).toEqual(["uts", "net"]);
  expect("uts" in set && !("ipc" in set)).toBe(true);
  expect(looks()).toBe(0);
});

test.each<[string, (set: Namespaces) => unknown]>([
  ["a kind", (set) => set.net],
  ["a copy", (set) => ({ ...set })],
  ["the rest of it", ({ uts: _, ...rest }) => rest],
  ["entries", (set) => Object.entries(set)],
  ["JSON", (set) => JSON.stringify(set)],
  ["a clone", (set) => structuredClone(set)],
])("to take %s is one", (_, take) => {
  const { sets, looks } = watched();
  take(sets.of(numbers(1, 2)));
  expect(looks()).toBeGreaterThan(0);
});

test("a set shows what stands for its numbers at the time, and those beyond as they are", () => {
  const representatives = [0, 1, 2];
  const set = watched(representatives).sets.of(numbers(2, 7));
  expect(set).toEqual(numbers(2, 7));
  representatives[2] = 1;
  expect({ ...set }).toEqual(numbers(1, 7));
});

test("whether a set has a namespace is asked of what is shown, and told as a question of its own", () => {
  const representatives = [0, 1, 1];
  const { sets, looks, asked } = watched(representatives);
  const among = (namespace: number) => sets.isAmong([numbers(2, 5)], "uts", namespaceNumber(namespace));
  expect([1, 2, 5].map(among)).toEqual([true, false, false]);
  representatives[2] = 2;
  expect([1, 2, 5].map(among)).toEqual([false, true, false]);
  expect(sets.isAmong([numbers(2, 5)], "net", namespaceNumber(5))).toBe(true);
  expect(sets.isAmong([numbers(2, 5)], "ipc", namespaceNumber(5))).toBe(false);
  expect(asked).toEqual([1, 2, 5, 1, 2, 5, 5, 5]);
  expect(looks()).toBe(0);
});
