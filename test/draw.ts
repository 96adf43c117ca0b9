/** Pseudorandom numbers, the same each time. */
export class Draw {
  #state: number;

  /** @param seed a 32-bit integer */
  constructor(seed = 1) {
    this.#state = seed;
  }

  /** An integer from 0, below `count`. */
  below(count: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * count);
  }

  of<Value>(values: readonly Value[]): Value {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error("there is nothing to draw from");
    return value;
  }

  isOneIn(times: number): boolean {
    return this.below(times) === 0;
  }
}
