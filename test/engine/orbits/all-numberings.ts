import fc, { type Arbitrary } from "fast-check";
import { type ExchangedSort, Numberings } from "../../../src/engine/orbits/numberings.ts";
import { permutationsOf } from "../../../src/engine/orbits/permutations.ts";
import type { PerElement } from "../../../src/engine/packed/colouring.ts";
import type { Elements, Sort } from "../../../src/engine/packed/elements.ts";
import type { Layout } from "../../../src/engine/packed/layout.ts";
import type { Renumbering } from "../packed/renumbering.ts";

type Sorts = readonly ExchangedSort[];

/** Every numbering that there is, from the least on. */
export function allNumberings(sorts: Sorts): number[] {
  return sorts.reduce<number[]>(
    (lower, { size, shift }) =>
      permutationsOf(size).flatMap((_, rank) => lower.map((numbering) => (rank << shift) + numbering)),
    [0],
  );
}

/** Any numbering. */
export function anyNumbering(sorts: Sorts): Arbitrary<number> {
  const ofSorts = sorts.map(({ size, shift }) =>
    fc.nat({ max: permutationsOf(size).length - 1 }).map((rank) => rank << shift),
  );
  return fc.tuple(...ofSorts).map((parts) => parts.reduce((sum, part) => sum + part, 0));
}

/** For each sort the order that a numbering has of it. */
export function ordersIn(sorts: Sorts, numbering: number): Uint8Array[] {
  return sorts.map(({ size, shift, bits }) => {
    const order = permutationsOf(size)[Math.floor(numbering / 2 ** shift) % 2 ** bits];
    if (order === undefined) throw new RangeError(`there is no numbering ${numbering}`);
    return order;
  });
}

/** The renumbering of a form that a numbering says. */
export function renumberingOf(
  layout: Layout,
  { elements, sorts }: Numberings,
  numbering: number,
): Renumbering {
  const orders = ordersIn(sorts, numbering);
  const entries = sorts.map(({ sort, lowest }, place) => {
    const fixed = Array.from({ length: lowest }, (_, number) => number);
    const moved = Array.from(orders[place] ?? [], (thing) => lowest + thing);
    return [nameOf(layout, elements, sort), [...fixed, ...moved]] as const;
  });
  return new Map(entries);
}

/** Every renumbering of a layout's worlds. */
export function allRenumberings(layout: Layout): Renumbering[] {
  const numberings = new Numberings(layout);
  return allNumberings(numberings.sorts).map((numbering) => renumberingOf(layout, numberings, numbering));
}

/** For each number, as an element, that which a renumbering puts in its place. */
export function numbersOf(layout: Layout, elements: Elements, renumbering: Renumbering): PerElement {
  const numbers = new Int32Array(elements.count);
  for (const sort of elements.sorts) {
    const to = renumbering.get(nameOf(layout, elements, sort));
    for (let number = 0; number <= sort.largest; number++)
      numbers[sort.base + number] = to?.[number] ?? number;
  }
  return numbers;
}

/** The renumbering that does what numbers, by element, say. */
export function renumberingBy(layout: Layout, elements: Elements, numbers: PerElement): Renumbering {
  const entries = elements.sorts.map(
    (sort) =>
      [
        nameOf(layout, elements, sort),
        [...numbers.subarray(sort.base, sort.base + sort.largest + 1)],
      ] as const,
  );
  return new Map(entries);
}

function nameOf({ rows, slots }: Layout, { baseOf }: Elements, { base, rows: [first] }: Sort): string {
  const name = first?.sort ?? slots[baseOf.indexOf(base)]?.refersTo;
  if (name === undefined) throw new Error(`nothing has or refers to a number of the sort at ${base}`);
  if (first !== undefined && !rows.includes(first)) throw new Error(`${name} is a sort of another layout`);
  return name;
}
