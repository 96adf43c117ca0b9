import fc, { type Arbitrary } from "fast-check";
import type { Values } from "../../../src/engine/codec/codec.ts";
import type { Layout } from "../../../src/engine/codec/layout.ts";

/** For each sort the new number of each number; 0 stays 0. */
export type Renumbering = ReadonlyMap<string, readonly number[]>;

/** The world with other numbers, by the definition: every row and every reference moves. */
export function renumbered(layout: Layout, values: Values, renumbering: Renumbering): Values {
  const to = (sort: string, number: number): number => renumbering.get(sort)?.[number] ?? number;
  const result = new Int32Array(values.length);
  for (const [slot, { refersTo, row: rowIndex }] of layout.slots.entries()) {
    const value = values[slot] ?? 0;
    const row = layout.rows[rowIndex];
    const target =
      row && layout.rows.find(({ sort, number }) => sort === row.sort && number === to(sort, row.number));
    const shift = row && target ? target.from - row.from : 0;
    result[slot + shift] = refersTo === undefined ? value : to(refersTo, value);
  }
  return result;
}

/** The least of all the worlds that differ from this one only in numbers: a canonical form found by trying everything. */
export function leastOfAll(layout: Layout, values: Values): string {
  const keys = allRenumberings(layout).map((one) => keyOf(renumbered(layout, values, one)));
  return keys.sort()[0] ?? "";
}

/** A text that only equal values have. */
export function keyOf(values: Values): string {
  return values.join(" ");
}

/** Any renumbering of a layout's worlds. */
export function anyRenumbering(layout: Layout): Arbitrary<Renumbering> {
  const sorts = sortsOf(layout).map(({ name, largest, isFirstFixed }) => {
    const free = numbersFrom(isFirstFixed ? 2 : 1, largest);
    return fc
      .shuffledSubarray(free, { minLength: free.length })
      .map((order) => [name, [0, ...(isFirstFixed ? [1] : []), ...order]] as const);
  });
  return fc.tuple(...sorts).map((entries) => new Map(entries));
}

const renumberings = new WeakMap<Layout, Renumbering[]>();

function allRenumberings(layout: Layout): Renumbering[] {
  const known = renumberings.get(layout);
  if (known) return known;
  let all: Renumbering[] = [new Map()];
  for (const { name, largest, isFirstFixed } of sortsOf(layout)) {
    const orders = permutations(numbersFrom(isFirstFixed ? 2 : 1, largest));
    all = all.flatMap((one) =>
      orders.map((order) => new Map([...one, [name, [0, ...(isFirstFixed ? [1] : []), ...order]]])),
    );
  }
  renumberings.set(layout, all);
  return all;
}

function sortsOf({ rows, slots }: Layout) {
  const names = new Set([
    ...rows.map(({ sort }) => sort),
    ...slots.flatMap(({ refersTo }) => refersTo ?? []),
  ]);
  return [...names].map((name) => ({
    name,
    largest: Math.max(
      ...rows.filter(({ sort }) => sort === name).map(({ number }) => number),
      ...slots.filter(({ refersTo }) => refersTo === name).map(({ largest }) => largest),
    ),
    isFirstFixed: rows.some(({ sort, isFixed }) => sort === name && isFixed),
  }));
}

function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function permutations(numbers: readonly number[]): number[][] {
  if (numbers.length === 0) return [[]];
  return numbers.flatMap((first) =>
    permutations(numbers.filter((number) => number !== first)).map((rest) => [first, ...rest]),
  );
}
