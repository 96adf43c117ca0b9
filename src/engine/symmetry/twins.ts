import type { Values } from "../codec/codec.ts";
import type { Layout } from "../codec/layout.ts";
import { CALLERS } from "./elements.ts";

/**
 * Which callers are twins: their rows hold the same, nothing refers to them, and neither bears a number that means something by itself. To exchange
 * the numbers of two twins changes nothing, so what a call of one leads to differs from what the same call of the other leads to in numbers only.
 */
export class Twins {
  readonly #rows: Layout["rows"];
  /** For each number of a caller how many calls a call of it stands for: 0 where a twin with a lower number stands for it. */
  readonly #weights: number[] = [];

  constructor({ rows, slots }: Layout) {
    const isReferredTo = slots.some(({ refersTo }) => refersTo === CALLERS);
    this.#rows = isReferredTo ? [] : rows.filter(({ sort, isFixed }) => sort === CALLERS && !isFixed);
  }

  /** Looks for the twins of a world. */
  find(values: Values): void {
    for (const [index, row] of this.#rows.entries()) {
      this.#weights[row.number] = 1;
      const twin = this.#rows.slice(0, index).find((other) => isAlike(values, other, row));
      if (twin === undefined) continue;
      this.#weights[row.number] = 0;
      this.#weights[twin.number] = (this.#weights[twin.number] ?? 0) + 1;
    }
  }

  /** How many calls a call of a caller stands for, its own among them; 0 where a twin's stands for it. */
  weightOf(caller: number): number {
    return this.#weights[caller] ?? 1;
  }
}

type Row = Layout["rows"][number];

function isAlike(values: Values, one: Row, other: Row): boolean {
  for (let slot = one.from; slot < one.to; slot++) {
    if (values[slot] !== values[slot - one.from + other.from]) return false;
  }
  return true;
}
