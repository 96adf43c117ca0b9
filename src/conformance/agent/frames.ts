import { FRAME_HEAD, FRAME_LIMIT } from "./limits.ts";

/** Cuts a stream of bytes into frames. */
export class Frames {
  readonly #pieces: Buffer[] = [];
  #length = 0;

  /**
   * Takes the next piece of the stream.
   *
   * @returns the frames that are now complete, each including its first eight bytes
   * @throws {RangeError} if it is not a stream of frames
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

  /** The size of the next frame, or infinity if too few bytes have arrived to tell. */
  #nextSize(): number {
    if (this.#length < FRAME_HEAD) return Number.POSITIVE_INFINITY;
    const length = this.#joined().readUInt32LE(0);
    if (length > FRAME_LIMIT) throw new RangeError("a frame is too long");
    return FRAME_HEAD + length;
  }

  #joined(): Buffer {
    const [first] = this.#pieces;
    if (this.#pieces.length === 1 && first !== undefined) return first;
    const all = Buffer.concat(this.#pieces.splice(0));
    this.#pieces.push(all);
    return all;
  }
}
