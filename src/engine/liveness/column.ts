/** A growing array of 32-bit integers. */
export class Column {
  #numbers: Int32Array = new Int32Array(1024);
  length = 0;

  push(number: number): void {
    if (this.length === this.#numbers.length) {
      const more = new Int32Array(Math.ceil(this.length * 1.5));
      more.set(this.#numbers);
      this.#numbers = more;
    }
    this.#numbers[this.length++] = number;
  }

  /** Removes all numbers, and keeps the memory. */
  clear(): void {
    this.length = 0;
  }

  /** @param place less than `length`: beyond it there may still be removed numbers */
  at(place: number): number {
    return this.#numbers[place] ?? 0;
  }

  /** All numbers; valid until one is added. */
  get numbers(): Int32Array {
    return this.#numbers.subarray(0, this.length);
  }
}
