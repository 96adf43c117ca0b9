/**
 * By which operation each world of the next level is reached: of all the operations that lead to it from this level the first in the
 * design's order. So it does not depend on which worker comes first.
 *
 * It has a place for each entry of a set of worlds, in memory that workers share.
 */
export class ReachedBy {
  readonly #buffer: SharedArrayBuffer;
  /** An operation and one more; 0 for worlds of earlier levels. */
  #operations: Uint8Array;

  constructor(buffer: SharedArrayBuffer, capacity: number) {
    this.#buffer = buffer;
    this.#operations = new Uint8Array(buffer, 0, capacity);
  }

  /** Notes the operation that led to a new world. */
  begin(entry: number, operation: number): void {
    Atomics.store(this.#operations, entry, operation + 1);
  }

  /** Notes that an operation leads to a known world. @returns the operation in whose place it is now, where it is */
  reach(entry: number, operation: number): number | undefined {
    const operations = this.#operations;
    let known = Atomics.load(operations, entry);
    while (known > operation + 1) {
      const found = Atomics.compareExchange(operations, entry, known, operation + 1);
      if (found === known) return known - 1;
      known = found;
    }
    return undefined;
  }

  /** Lets all worlds be those of earlier levels. */
  endLevel(): void {
    this.#operations.fill(0);
  }

  /** Makes room for so many entries. @returns what was known of each entry before; all entries are free now */
  grow(capacity: number): Uint8Array {
    const old = this.#operations.slice();
    this.#buffer.grow(capacity);
    this.refresh(capacity);
    this.endLevel();
    return old;
  }

  /** Puts back what was known of an entry that stands elsewhere now. */
  restore(entry: number, known: number): void {
    this.#operations[entry] = known;
  }

  /** Takes notice that another worker has made it grow. */
  refresh(capacity: number): void {
    this.#operations = new Uint8Array(this.#buffer, 0, capacity);
  }
}
