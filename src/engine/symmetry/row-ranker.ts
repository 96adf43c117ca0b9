import type { Values } from "../codec/codec.ts";
import type { Row } from "../codec/layout.ts";
import type { Elements, Sort } from "./elements.ts";

/** The rows of a sort that nothing refers to, and that may change places. */
interface FreeRows {
  readonly base: number;
  /** How many rows before them keep their numbers. */
  readonly fixed: number;
  readonly rows: readonly Row[];
  /** Those that are there, in order, by their places. */
  readonly order: Int32Array;
}

/**
 * Numbers the sorts that nothing refers to, once the others are: rows in the order of what they hold after renumbering, then those that
 * are missing in their own order.
 */
export class RowRanker {
  readonly #sorts: readonly FreeRows[];
  /** For each slot the base of the sort that it refers to; -1 for a plain value. */
  readonly #baseOf: Int32Array;

  constructor({ sorts, baseOf }: Elements) {
    this.#baseOf = Int32Array.from(baseOf, (base) => base ?? -1);
    this.#sorts = sorts.filter(({ isReferredTo }) => !isReferredTo).map(freeRowsOf);
  }

  /** Ranks the rows of a world. @param numbers has those of the sorts that are referred to, and takes the others */
  rank(values: Values, numbers: Int32Array): void {
    for (const { base, fixed, rows, order } of this.#sorts) {
      let there = 0;
      for (let index = 0; index < rows.length; index++) {
        const row = rows[index];
        if (row === undefined || values[row.from] === 0) continue;
        let place = there++;
        // Of rows that hold the same the one with the lower number comes first.
        for (; place > 0; place--) {
          const before = order[place - 1] ?? 0;
          if (!this.#holdsLess(row, rows[before] ?? row, values, numbers)) break;
          order[place] = before;
        }
        order[place] = index;
      }
      for (let number = 0; number <= fixed; number++) numbers[base + number] = number;
      let next = fixed + 1;
      for (let place = 0; place < there; place++) numbers[base + fixed + 1 + (order[place] ?? 0)] = next++;
      for (const { from, number } of rows) if (values[from] === 0) numbers[base + number] = next++;
    }
  }

  #holdsLess(one: Row, other: Row, values: Values, numbers: Int32Array): boolean {
    for (let slot = 1; slot < one.to - one.from; slot++) {
      const difference =
        this.#held(one.from + slot, values, numbers) - this.#held(other.from + slot, values, numbers);
      if (difference !== 0) return difference < 0;
    }
    return false;
  }

  #held(slot: number, values: Values, numbers: Int32Array): number {
    const base = this.#baseOf[slot] ?? -1;
    const value = values[slot] ?? 0;
    return base < 0 ? value : (numbers[base + value] ?? 0);
  }
}

function freeRowsOf({ base, rows }: Sort): FreeRows {
  const free = rows.filter(({ isFixed }) => !isFixed);
  return { base, fixed: rows.length - free.length, rows: free, order: new Int32Array(free.length) };
}
