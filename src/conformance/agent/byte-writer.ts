const FIRST_SIZE = 1024;

/** Writes the texts and numbers of a frame in sequence, little-endian, each padded to a multiple of eight bytes. */
export class ByteWriter {
  #bytes = Buffer.alloc(FIRST_SIZE);
  #length = 0;

  /** How many bytes have been written. */
  get length(): number {
    return this.#length;
  }

  /** Two unsigned 32-bit numbers. */
  pair(first: number, second: number): void {
    const at = this.#grow(8);
    this.#bytes.writeUInt32LE(first, at);
    this.#bytes.writeUInt32LE(second, at + 4);
  }

  /** A signed 64-bit integer, within what a `number` holds exactly. */
  number(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer`);
    const high = Math.floor(value / 2 ** 32);
    this.pair(value - high * 2 ** 32, high >>> 0);
  }

  /** The length of the bytes, the bytes, and a NUL. */
  text(bytes: Uint8Array): void {
    this.number(bytes.length);
    const at = this.#grow(Math.ceil((bytes.length + 1) / 8) * 8);
    this.#bytes.set(bytes, at);
  }

  /** What was written. Nothing may be written after this. */
  done(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Overwrites eight bytes that were written. */
  pairAt(at: number, first: number, second: number): void {
    this.#bytes.writeUInt32LE(first, at);
    this.#bytes.writeUInt32LE(second, at + 4);
  }

  /** Truncates what was written to `length` bytes. */
  cut(length: number): void {
    this.#bytes.fill(0, length, this.#length);
    this.#length = length;
  }

  #grow(length: number): number {
    const at = this.#length;
    this.#length += length;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.alloc(2 * this.#length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return at;
  }
}
