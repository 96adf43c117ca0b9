import type { Values } from "../codec/codec.ts";
import type { Row } from "../codec/layout.ts";
import { slotsOfRow } from "./code-of-slots.ts";
import type { Elements, Sort } from "./elements.ts";

/**
 * Numbers the sorts that nothing refers to, once the others are: rows in the order of what they hold after renumbering, then those that
 * are missing in their own order.
 */
export function rankRows(elements: Elements, values: Values, numbers: Int32Array): void {
  const held = (slot: number): number => {
    const base = elements.baseOf[slot];
    const value = values[slot] ?? 0;
    return base === undefined ? value : (numbers[base + value] ?? 0);
  };
  for (const sort of elements.sorts) if (!sort.isReferredTo) rankSort(sort, values, held, numbers);
}

function rankSort(
  { base, rows }: Sort,
  values: Values,
  held: (slot: number) => number,
  numbers: Int32Array,
): void {
  const isMissing = ({ from }: Row): boolean => values[from] === 0;
  const contentsOf = (row: Row): readonly number[] => slotsOfRow(row).map(held);
  const free = rows.filter(({ isFixed }) => !isFixed);
  const there = free
    .filter((row) => !isMissing(row))
    .map((row) => ({ row, contents: contentsOf(row) }))
    .sort((one, other) => compare(one.contents, other.contents)); // it is stable
  const ordered = [...there.map(({ row }) => row), ...free.filter(isMissing)];
  const fixed = rows.length - free.length;
  for (let number = 0; number <= fixed; number++) numbers[base + number] = number;
  for (const [index, { number }] of ordered.entries()) numbers[base + number] = fixed + 1 + index;
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
