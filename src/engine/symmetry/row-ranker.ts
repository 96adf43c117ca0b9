import type { Values } from "../codec/codec.ts";
import type { Row } from "../codec/layout.ts";
import type { Elements, Sort } from "./elements.ts";

/** The rows of a sort that nothing refers to, and that may change places. */
interface FreeRows {
  readonly base: number;
  /** How many rows before them keep their numbers. */
  readonly fixed: number;
  readonly rows: readonly Row[];
  /** Room for those that are present, in order. */
  readonly order: Row[];
}

/**
 * Numbers the sorts that nothing refers to, after the others: rows in the order of what they hold after renumbering, then missing rows
 * in their own order.
 */
export class RowRanker {
  readonly #sorts: readonly FreeRows[];
  readonly #baseOf: Elements["baseOf"];

  constructor({ sorts, baseOf }: Elements) {
    this.#baseOf = baseOf;
    this.#sorts = sorts.filter(({ isReferredTo }) => !isReferredTo).map(freeRowsOf);
  }

  /** Ranks the rows of a world. @param numbers holds those of the sorts that are referred to, and receives the others */
  rank(values: Values, numbers: Int32Array): void {
    for (const { base, fixed, rows, order } of this.#sorts) {
      let there = 0;
      for (const row of rows) {
        if (values[row.from] === 0) continue;
        let place = there++;
        // Of rows that hold the same, the one with the lower number comes first.
        for (; place > 0; place--) {
          const before = order[place - 1] ?? row;
          if (!this.#holdsLess(row, before, values, numbers)) break;
          order[place] = before;
        }
        order[place] = row;
      }
      for (let number = 0; number <= fixed; number++) numbers[base + number] = number;
      let next = fixed + 1;
      for (let place = 0; place < there; place++) numbers[base + (order[place]?.number ?? 0)] = next++;
      for (const { from, number } of rows) if (values[from] === 0) numbers[base + number] = next++;
    }
  }

  #holdsLess(one: Row, other: Row, values: Values, numbers: Int32Array): boolean {
    for (let slot = 1; slot < one.to - one.from; slot++) {
      const held = this.#held(one.from + slot, values, numbers);
      const heldByOther = this.#held(other.from + slot, values, numbers);
      if (held < heldByOther) return true;
      if (held > heldByOther) return false;
    }
    return false;
  }

  #held(slot: number, values: Values, numbers: Int32Array): number {
    const base = this.#baseOf[slot];
    const value = values[slot] ?? 0;
    return base === undefined ? value : (numbers[base + value] ?? 0);
  }
}

function freeRowsOf({ base, rows }: Sort): FreeRows {
  const free = rows.filter(({ isFixed }) => !isFixed);
  return { base, fixed: rows.length - free.length, rows: free, order: [...free] };
}
