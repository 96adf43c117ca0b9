/**
 * Data independence (Wolper, "Expressing interesting properties of programs in propositional temporal logic", 1986): of values that a design
 * only copies and creates, all that matters is which are equal. So a state is its control part, which only says where there is such a value,
 * and for each sort of value a partition of its holders.
 */
import type { Layout, Node, Slot } from "../codec/layout.ts";
import { bellNumber } from "./set-partitions.ts";

/** A sort of numbers that have no rows of their own: all that matters about such a number is who holds it. */
export interface OpaqueSort {
  readonly name: string;
  /** The slots that can hold one, in order. */
  readonly slots: readonly number[];
}

/** What holds opaque values: the rows of one sort, or what is in no row. */
export interface Holders {
  /** The sort of the rows; `undefined` for what is in no row. */
  readonly sort: string | undefined;
  /** Where each row begins, from number 1 on; what is in no row begins at 0. */
  readonly rows: readonly number[];
  /** The offset of each value from there, those of one sort in order, and the place of its sort among the opaque ones. */
  readonly values: readonly { readonly offset: number; readonly opaque: number }[];
}

/** A layout divided into the control part and the opaque sorts. */
export interface ControlPart {
  /** The layout of whole states, with room for as many opaque numbers as an expansion needs. */
  readonly whole: Layout;
  /** The same slots, in which an opaque value is only there or not. */
  readonly control: Layout;
  readonly opaque: readonly OpaqueSort[];
  readonly holders: readonly Holders[];
  /** The slots of opaque values that may be empty although their numbered row is there. */
  readonly optional: ReadonlySet<number>;
  /** For each opaque sort the number of its first holder when all holders differ. Each sort has numbers of its own, above those of new values. */
  readonly labels: readonly number[];
  /** Above all of those numbers. */
  readonly endOfLabels: number;
}

/** The maximum number of holders of one sort: all partitions of them are listed. */
const MAX_HOLDERS = 10;
/** The maximum number of combinations of partitions of one control part: a combination is a number of 31 bits. */
const MAX_COMBINATIONS = 2 ** 31;

/**
 * The sorts of a layout that are opaque as far as its shape tells: no table is keyed by them. Sorts with too many partitions, or too many
 * combinations with those before them, are left out.
 *
 * @param looked the sorts that the design is known to look at
 */
export function opaqueSortsOf(layout: Layout, looked: ReadonlySet<string> = new Set()): OpaqueSort[] {
  const tabled = new Set(layout.rows.map(({ sort }) => sort));
  // A part that records others, as an image does, depends on who shares: it numbers what it records in order.
  if (layout.localSorts.size > 0) return [];
  const slotsOf = new Map<string, number[]>();
  for (const [slot, { refersTo }] of layout.slots.entries()) {
    if (refersTo === undefined || tabled.has(refersTo) || looked.has(refersTo)) continue;
    slotsOf.set(refersTo, [...(slotsOf.get(refersTo) ?? []), slot]);
  }
  const opaque: OpaqueSort[] = [];
  let combinations = 1;
  for (const [name, slots] of slotsOf) {
    if (slots.length > MAX_HOLDERS) continue;
    combinations *= bellNumber(slots.length);
    if (combinations <= MAX_COMBINATIONS) opaque.push({ name, slots });
  }
  return opaque;
}

/** Divides a layout. */
export function controlPartOf(layout: Layout, opaque: readonly OpaqueSort[]): ControlPart {
  const sortOf = new Map(opaque.flatMap(({ slots }, sort) => slots.map((slot) => [slot, sort] as const)));
  // A call may make as many new values as there are holders.
  const labels: number[] = [];
  let endOfLabels = 1 + Math.max(0, ...opaque.map(({ slots }) => slots.length));
  for (const { slots } of opaque) {
    labels.push(endOfLabels);
    endOfLabels += slots.length;
  }
  const optional = new Set<number>();
  /** @param isInList whether it may be missing although its numbered row is there, since it is in a list whose rows have no numbers */
  const widened = (node: Node, isInList = false): Node => {
    switch (node.is) {
      case "one of":
        return node;
      case "reference": {
        if (!sortOf.has(node.slot)) return node;
        if (node.instead !== undefined || isInList) optional.add(node.slot);
        return { ...node, largest: Math.max(node.largest, endOfLabels) };
      }
      case "record":
        return {
          ...node,
          fields: node.fields.map(([key, field]) => [key, widened(field, isInList)] as const),
        };
      case "rows":
        return {
          ...node,
          rows: node.rows.map((row) => ({
            ...row,
            node: widened(row.node, isInList || !isNumbered(row.marker)),
          })),
        };
    }
  };
  const isNumbered = (marker: number): boolean => layout.rows.some(({ from }) => from === marker);
  const root = widened(layout.root);
  const slotsWith = (change: (slot: Slot, index: number) => Slot): Slot[] =>
    layout.slots.map((slot, index) => (sortOf.has(index) ? change(slot, index) : slot));
  return {
    whole: {
      ...layout,
      root,
      slots: slotsWith((slot) => ({ ...slot, largest: Math.max(slot.largest, endOfLabels) })),
    },
    control: {
      ...layout,
      slots: slotsWith((slot, index) => ({
        ...slot,
        refersTo: undefined,
        largest: optional.has(index) ? 1 : 0,
      })),
    },
    opaque,
    holders: holdersOf(layout, sortOf),
    optional,
    labels,
    endOfLabels,
  };
}

function holdersOf(layout: Layout, sortOf: ReadonlyMap<number, number>): Holders[] {
  const valuesOf = new Map<string | undefined, Map<number, number>>();
  for (const [slot, opaque] of sortOf) {
    const row = layout.rows[layout.slots[slot]?.row ?? -1];
    const values = valuesOf.get(row?.sort) ?? new Map<number, number>();
    valuesOf.set(row?.sort, values.set(slot - (row?.from ?? 0), opaque));
  }
  return [...valuesOf].map(([sort, values]) => ({
    sort,
    rows: sort === undefined ? [0] : layout.rows.filter((row) => row.sort === sort).map(({ from }) => from),
    values: [...values].map(([offset, opaque]) => ({ offset, opaque })),
  }));
}
