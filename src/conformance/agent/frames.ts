import { FRAME_HEAD } from "./limits.ts";

/** Cuts a stream of bytes into frames. */
export class Frames {
  readonly #pieces: Buffer[] = [];
  #length = 0;

  /**
   * Takes the next piece of the stream.
   *
   * @returns the frames that are whole now, each with its first eight bytes
   */
  *push(piece: Buffer): Generator<Buffer> {
    this.#pieces.push(piece);
    this.#length += piece.length;
    for (let size = this.#nextSize(); size <= this.#length; size = this.#nextSize()) {
      const all = this.#joined();
      this.#pieces[0] = all.subarray(size);
      this.#length -= size;
      yield all.subarray(0, size);
    }
  }

  /** The size of the frame that the bytes begin, or infinite where too few are there to say. */
  #nextSize(): number {
    return this.#length < FRAME_HEAD ? Number.POSITIVE_INFINITY : FRAME_HEAD + this.#joined().readUInt32LE(0);
  }

  #joined(): Buffer {
    const [first] = this.#pieces;
    if (this.#pieces.length === 1 && first !== undefined) return first;
    const all = Buffer.concat(this.#pieces.splice(0));
    this.#pieces.push(all);
    return all;
  }
}
