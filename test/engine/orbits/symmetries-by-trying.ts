import type { Values } from "../../../src/engine/packed/codec.ts";
import type { PerElement } from "../../../src/engine/packed/colouring.ts";
import { elementsOf, type Sort } from "../../../src/engine/packed/elements.ts";
import type { Layout } from "../../../src/engine/packed/layout.ts";
import { keyOf, renumbered } from "../packed/renumbering.ts";
import { allRenumberings, numbersOf } from "./all-numberings.ts";

/** What was found for the worlds of a layout: it takes long, and the same worlds are drawn again. */
const known = new WeakMap<Layout, Map<string, ReadonlySet<string>>>();

/**
 * Every symmetry of a world, found by trying each renumbering: those that leave it as it is, but for the order of rows that nothing
 * refers to.
 */
export function symmetriesByTrying(layout: Layout, values: Values): ReadonlySet<string> {
  const ofLayout = known.get(layout) ?? new Map<string, ReadonlySet<string>>();
  known.set(layout, ofLayout);
  const symmetries = ofLayout.get(keyOf(values)) ?? tried(layout, values);
  ofLayout.set(keyOf(values), symmetries);
  return symmetries;
}

function tried(layout: Layout, values: Values): ReadonlySet<string> {
  const elements = elementsOf(layout);
  const same = keyOf(inOrder(layout, values));
  const found = allRenumberings(layout).filter(
    (renumbering) => keyOf(inOrder(layout, renumbered(layout, values, renumbering))) === same,
  );
  return new Set(
    found.map((renumbering) => symmetryOf(layout, values, numbersOf(layout, elements, renumbering))),
  );
}

/** A text that symmetries have in common which put the same in the place of each number that the world uses, of sorts that are referred to. */
export function symmetryOf(layout: Layout, values: Values, numbers: PerElement): string {
  const { sorts, baseOf } = elementsOf(layout);
  const isUsed = ({ base, rows }: Sort, number: number): boolean => {
    const row = rows[number - 1];
    if (row !== undefined) return values[row.from] !== 0;
    return baseOf.some((other, slot) => other === base && values[slot] === number);
  };
  const places = sorts.flatMap((sort) => {
    if (!sort.isReferredTo) return [];
    const all = Array.from({ length: sort.largest }, (_, index) => index + 1);
    return all.filter((number) => isUsed(sort, number)).map((number) => numbers[sort.base + number]);
  });
  return places.join(" ");
}

/** The world with the rows in order, of each sort that nothing refers to. */
function inOrder(layout: Layout, values: Values): Values {
  const result = values.slice();
  for (const { rows, isReferredTo } of elementsOf(layout).sorts) {
    const free = isReferredTo ? [] : rows.filter(({ isFixed }) => !isFixed);
    const held = free.map(({ from, to }) => keyOf(values.subarray(from, to))).sort();
    for (const [index, { from }] of free.entries())
      result.set((held[index] ?? "").split(" ").map(Number), from);
  }
  return result;
}
