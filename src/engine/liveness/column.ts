/** Whole numbers in a row that grows. */
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

  /** Takes all of them away, and keeps the room. */
  clear(): void {
    this.length = 0;
  }

  /** @param place of one that is there: behind the last there may be what was taken away */
  at(place: number): number {
    return this.#numbers[place] ?? 0;
  }

  /** All of them, for as long as nothing is added. */
  get numbers(): Int32Array {
    return this.#numbers.subarray(0, this.length);
  }
}
