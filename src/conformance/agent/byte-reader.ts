/** Reads little-endian numbers and bytes in sequence. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether everything has been read. */
  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** An unsigned 32-bit number. */
  short(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  /** A signed 64-bit number. Inode numbers, pids and nanoseconds are far below what a `number` holds exactly. */
  number(): number {
    const at = this.#take(8);
    return this.#bytes.readInt32LE(at + 4) * 2 ** 32 + this.#bytes.readUInt32LE(at);
  }

  /** The next `length` bytes, not copied. */
  bytes(length: number): Buffer {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  #take(length: number): number {
    const at = this.#at;
    if (at + length > this.#bytes.length) throw new RangeError("the agent's answer is shorter than it says");
    this.#at += length;
    return at;
  }
}
