import { type GrowingBuffer, grow } from "./growing-buffer.ts";

const WORD = Int32Array.BYTES_PER_ELEMENT;

/** Asks for more bytes. @returns whether they may be taken */
export type Allowance = (bytes: number) => boolean;

/** Memory of words that grows in place, as one worker sees it. Others may make it grow at the same time. */
export class Arena {
  words: Int32Array;
  readonly #buffer: GrowingBuffer;
  readonly #mayTake: Allowance;

  constructor(buffer: GrowingBuffer, mayTake: Allowance) {
    this.#buffer = buffer;
    this.#mayTake = mayTake;
    this.words = new Int32Array(buffer, 0, Math.floor(buffer.byteLength / WORD));
  }

  /** Makes room for a number of words. @returns whether there is room */
  reserve(length: number): boolean {
    if (length <= this.words.length) return true;
    while (this.#buffer.byteLength < length * WORD) if (!this.#grow(length * WORD)) return false;
    this.words = new Int32Array(this.#buffer, 0, Math.floor(this.#buffer.byteLength / WORD));
    return true;
  }

  #grow(bytes: number): boolean {
    const now = this.#buffer.byteLength;
    const wanted = Math.min(
      Math.max(bytes, now + Math.ceil(now / (2 * WORD)) * WORD),
      this.#buffer.maxByteLength,
    );
    if (wanted < bytes || !this.#mayTake(wanted - now)) return false;
    try {
      grow(this.#buffer, wanted);
    } catch (error) {
      // Another worker has made it larger than this one was about to, or there is no memory.
      if (!(error instanceof RangeError)) throw error;
      return this.#buffer.byteLength > now;
    }
    return true;
  }
}
