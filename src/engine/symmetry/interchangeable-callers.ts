import type { Values } from "../codec/codec.ts";
import type { Layout, Row } from "../codec/layout.ts";
import { CALLERS } from "./elements.ts";

/**
 * Which callers are interchangeable: their transposition is an automorphism of the state. Their rows hold the same, nothing refers to them, and
 * neither has a number that means something by itself. What a call of one leads to is what the same call of the other leads to, up to symmetry.
 */
export class InterchangeableCallers {
  readonly #rows: readonly Row[];
  /** For each number of a caller how many calls a call of it stands for: 0 where one with a lower number stands for it. */
  readonly #weights: number[] = [];

  constructor({ rows, slots }: Layout) {
    const isReferredTo = slots.some(({ refersTo }) => refersTo === CALLERS);
    this.#rows = isReferredTo ? [] : rows.filter(({ sort, isFixed }) => sort === CALLERS && !isFixed);
  }

  /** Looks for them in a state. */
  find(values: Values): void {
    for (const [index, row] of this.#rows.entries()) {
      this.#weights[row.number] = 1;
      const like = this.#rows.slice(0, index).find((other) => isAlike(values, other, row));
      if (like === undefined) continue;
      this.#weights[row.number] = 0;
      this.#weights[like.number] = (this.#weights[like.number] ?? 0) + 1;
    }
  }

  /** How many calls a call of a caller stands for, its own among them; 0 where that of another stands for it. */
  weightOf(caller: number): number {
    return this.#weights[caller] ?? 1;
  }
}

function isAlike(values: Values, one: Row, other: Row): boolean {
  for (let slot = one.from; slot < one.to; slot++) {
    if (values[slot] !== values[slot - one.from + other.from]) return false;
  }
  return true;
}
