/**
 * Which numberings of a canonical form are one and the same world: where rows that nothing refers to hold the same, where a number
 * that is not used stands for another, and where the form has symmetries of its own (automorphisms).
 */
import type { Canonicalizer } from "../packed/canonical.ts";
import type { Values } from "../packed/codec.ts";
import { type ExchangedSort, type Numberings, ordersOf } from "./numberings.ts";
import { type AlikePlaces, type OrderTables, putInOrder } from "./order-tables.ts";

/** Which numberings of a canonical form are one world. All lists are by sort that can be exchanged. */
export interface OrbitForm {
  readonly alike: readonly AlikePlaces[];
  /**
   * All the orders of numbers that leave the form as it is, but for those of `alike`; nothing where only the one does that changes
   * nothing.
   */
  readonly automorphisms: readonly (readonly Uint8Array[])[] | undefined;
}

/**
 * Looks at a canonical form.
 *
 * @returns nothing where the form refers to a number whose row is gone: such forms may tell too much apart (see `Canonicalizer`)
 */
export function orbitFormOf(
  form: Values,
  { sorts, elements }: Numberings,
  canonicalizer: Canonicalizer,
  tables: OrderTables,
): OrbitForm | undefined {
  const referredTo = new Set<number>();
  for (const [slot, value] of form.entries()) {
    const base = elements.baseOf[slot];
    if (base !== undefined && value !== 0) referredTo.add(base + value);
  }
  const isGone = elements.sorts.some(({ base, rows }) =>
    rows.some(({ number, from }) => form[from] === 0 && referredTo.has(base + number)),
  );
  if (isGone) return undefined;
  const alike = sorts.map((sort) => tables.alike(groupsOf(form, sort, referredTo)));
  const automorphisms = canonicalizer.automorphisms(form).map((numbers) => ordersOf(sorts, numbers));
  return { alike, automorphisms: distinct(automorphisms, alike) };
}

/** The orders that differ in more than places that are alike; nothing where only one is left. */
function distinct(
  automorphisms: readonly Uint8Array[][],
  alike: readonly AlikePlaces[],
): OrbitForm["automorphisms"] {
  const byText = new Map<string, readonly Uint8Array[]>();
  for (const orders of automorphisms) {
    for (const [sort, { groups }] of alike.entries())
      for (const group of groups) putInOrder(orders[sort] ?? NO_ORDER, group);
    byText.set(orders.map((order) => order.join()).join(":"), orders);
  }
  return byText.size === 1 ? undefined : [...byText.values()];
}

const NO_ORDER = new Uint8Array(0);

/** Places that hold the same, and that nothing refers to: these can change places. */
function groupsOf(
  form: Values,
  { sort, lowest, size }: ExchangedSort,
  referredTo: ReadonlySet<number>,
): number[][] {
  const groups = new Map<string, number[]>();
  for (let place = 0; place < size; place++) {
    const number = lowest + place;
    if (referredTo.has(sort.base + number)) continue;
    const row = sort.rows[number - 1];
    const holds = row === undefined ? "" : form.subarray(row.from, row.to).join();
    groups.set(holds, [...(groups.get(holds) ?? []), place]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
