import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { PropertyView } from "../../../src/engine/expand/property-view.ts";
import { StateSpace } from "../../../src/engine/expand/state-space.ts";

const SCOPE = { tasks: 3, containers: 2, kinds: ["uts", "net"], names: [], images: 0 } as const;
const space = new StateSpace(nested, SCOPE, { symmetry: true, looked: new Set() });
const { labels, opaque, endOfLabels } = space.part;
const view = new PropertyView(space, "remember nothing");

/** The index of the sort in which this is a holder's number; `undefined` for a new number. */
function sortOf(number: number): number | undefined {
  const sort = opaque.findIndex(({ slots }, place) => {
    const first = labels[place] ?? 0;
    return number >= first && number < first + slots.length;
  });
  return sort < 0 ? undefined : sort;
}

const anyNumber = fc.nat(endOfLabels + 3);

beforeEach(() => view.begin());

test("somebody looks who reads two values of one sort that holders had", () => {
  fc.assert(
    fc.property(fc.array(anyNumber), (numbers) => {
      view.begin();
      for (const number of numbers) view.readsValue(number);
      const old = [...new Set(numbers)].map(sortOf).filter((sort) => sort !== undefined);
      expect(view.hasLooked).toBe(new Set(old).size < old.length);
      expect(view.reads).toBe(numbers.filter((number) => sortOf(number) !== undefined).length);
    }),
  );
});

test("one that may remember what was read looks where it reads one", () => {
  const strict = new PropertyView(space);
  fc.assert(
    fc.property(fc.array(anyNumber), (numbers) => {
      strict.begin();
      for (const number of numbers) strict.readsValue(number);
      const old = numbers.filter((number) => sortOf(number) !== undefined);
      expect([strict.hasLooked, strict.reads]).toEqual([old.length > 0, old.length]);
    }),
  );
});

test("to ask who has a value is to look, but for one that is new", () => {
  fc.assert(
    fc.property(anyNumber, (number) => {
      view.begin();
      view.asksForHolders(number);
      expect(view.hasLooked).toBe(sortOf(number) !== undefined);
    }),
  );
});

test("nothing is left of what was read when the next is asked", () => {
  const [first = 0] = labels;
  view.readsValue(first);
  view.begin();
  view.readsValue(first + 1);
  expect([view.hasLooked, view.reads]).toEqual([false, 1]);
  view.readsValue(first);
  expect([view.hasLooked, view.reads]).toEqual([true, 2]);
  view.begin();
  expect([view.hasLooked, view.reads]).toEqual([false, 0]);
});
