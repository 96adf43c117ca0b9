const WORD = Int32Array.BYTES_PER_ELEMENT;
/** It grows by so much of itself: nothing is copied, so that often is not dear. */
const GROWTH = 1 / 8;
const NEAR_ITS_END = 3 / 4;
const LEAST_GROWTH = 2 ** 14;

/** Words in shared memory that can become more, where they are. One worker writes them; the others see new room when they refresh. */
export class GrowingWords {
  readonly #buffer: SharedArrayBuffer;
  /** As many as there is room for. */
  view: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.#buffer = buffer;
    this.view = this.#words();
  }

  /**
   * Makes room for so many words in all.
   *
   * @throws {RangeError} where there cannot be so many
   */
  reserve(length: number): void {
    if (length <= this.view.length) return;
    const needed = length * WORD;
    const { byteLength, maxByteLength } = this.#buffer;
    if (needed > maxByteLength) throw new RangeError(`there is no room for ${length} words`);
    const more = Math.max(LEAST_GROWTH, WORD * Math.floor((byteLength * GROWTH) / WORD));
    this.#buffer.grow(Math.min(maxByteLength, Math.max(needed, byteLength + more)));
    this.view = this.#words();
  }

  /** Whether it could not take much more. */
  get isNearItsEnd(): boolean {
    return this.#buffer.byteLength > this.#buffer.maxByteLength * NEAR_ITS_END;
  }

  /** Takes notice of the room that another worker has made. */
  refresh(): void {
    if (this.#buffer.byteLength >= (this.view.length + 1) * WORD) this.view = this.#words();
  }

  // A view of a fixed length: one that grows with its buffer is several times as slow.
  #words(): Int32Array {
    return new Int32Array(this.#buffer, 0, Math.floor(this.#buffer.byteLength / WORD));
  }
}
