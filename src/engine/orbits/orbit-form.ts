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
  const isReferredTo = new Uint8Array(elements.count);
  for (let slot = 0; slot < form.length; slot++) {
    const [base, value = 0] = [elements.baseOf[slot], form[slot]];
    if (base !== undefined && value !== 0) isReferredTo[base + value] = 1;
  }
  const isGone = elements.sorts.some(({ base, rows }) =>
    rows.some(({ number, from }) => form[from] === 0 && isReferredTo[base + number] === 1),
  );
  if (isGone) return undefined;
  const alike = sorts.map((sort) => tables.alike(groupsOf(form, sort, isReferredTo)));
  const automorphisms = canonicalizer.automorphisms(form);
  if (automorphisms.length === 1) return { alike, automorphisms: undefined };
  const orders = automorphisms.map((numbers) => ordersOf(sorts, numbers));
  return { alike, automorphisms: distinct(orders, alike) };
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
function groupsOf(form: Values, exchanged: ExchangedSort, isReferredTo: Uint8Array): number[][] {
  const { sort, lowest, size } = exchanged;
  const groups: number[][] = [];
  for (let place = 0; place < size; place++) {
    if (isReferredTo[sort.base + lowest + place] === 1) continue;
    const group = groups.find(([first = 0]) => holdTheSame(form, exchanged, first, place));
    if (group === undefined) groups.push([place]);
    else group.push(place);
  }
  return groups.filter(({ length }) => length > 1);
}

/** Whether the rows at two places hold the same; numbers without rows hold nothing. */
function holdTheSame(form: Values, { sort, lowest }: ExchangedSort, one: number, other: number): boolean {
  const [a, b] = [sort.rows[lowest + one - 1], sort.rows[lowest + other - 1]];
  if (a === undefined || b === undefined) return true;
  for (let slot = a.from; slot < a.to; slot++) if (form[slot] !== form[slot - a.from + b.from]) return false;
  return true;
}
