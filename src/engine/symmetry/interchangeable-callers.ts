import type { Values } from "../codec/codec.ts";
import type { Layout, Row } from "../codec/layout.ts";
import { CALLERS } from "./elements.ts";

/**
 * Which callers are interchangeable, so that their transposition is an automorphism of the state: their rows hold the same, nothing refers to them,
 * and neither has a number that means something by itself. The same call by either leads to the same state, up to symmetry.
 */
export class InterchangeableCallers {
  readonly #rows: readonly Row[];
  /** For each caller's number, how many calls one of its calls stands for; 0 if a caller with a lower number stands for it. */
  readonly #weights: number[] = [];

  constructor({ rows, slots }: Layout) {
    const isReferredTo = slots.some(({ refersTo }) => refersTo === CALLERS);
    this.#rows = isReferredTo ? [] : rows.filter(({ sort, isFixed }) => sort === CALLERS && !isFixed);
  }

  /** Finds them in a state. */
  find(values: Values): void {
    for (const [index, row] of this.#rows.entries()) {
      this.#weights[row.number] = 1;
      const like = this.#rows.slice(0, index).find((other) => isAlike(values, other, row));
      if (like === undefined) continue;
      this.#weights[row.number] = 0;
      this.#weights[like.number] = (this.#weights[like.number] ?? 0) + 1;
    }
  }

  /** How many calls a call of this caller stands for, including its own; 0 if another caller's call stands for it. */
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
