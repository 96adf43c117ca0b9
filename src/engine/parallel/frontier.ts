import type { Words } from "../packed/words.ts";
import { bytesOf, type PackedWorlds, type SharedMemory } from "./shared-memory.ts";

const WORD = Int32Array.BYTES_PER_ELEMENT;

/** The worlds that one worker finds on a level, packed one after another in a buffer that grows. */
export class FrontierWriter {
  readonly #memory: SharedMemory;
  readonly #worlds: PackedWorlds;
  readonly #worker: number;
  readonly #length: number;
  #parity: 0 | 1 = 0;
  #words: Int32Array;
  #count = 0;

  constructor(memory: SharedMemory, worker: number) {
    this.#memory = memory;
    this.#worker = worker;
    this.#worlds = memory.worlds;
    this.#length = memory.options.wordsOfWorld;
    this.#words = this.#view();
  }

  /** Begins the worlds of a level anew. */
  begin(level: number): void {
    this.#parity = level % 2 === 0 ? 0 : 1;
    this.#count = 0;
    this.#words = this.#view();
    this.publish();
  }

  /** Adds a world. @returns whether there was room within the limit on memory */
  add(words: Words, at: number): boolean {
    const to = this.#count * this.#length;
    if (to + this.#length > this.#words.length && !this.#grow()) return false;
    for (let word = 0; word < this.#length; word++) this.#words[to + word] = words[at + word] ?? 0;
    this.#count++;
    return true;
  }

  /** Lets the other workers know how many worlds there are. */
  publish(): void {
    this.#worlds.frontierLengths[this.#worker * 2 + this.#parity] = this.#count;
  }

  #grow(): boolean {
    const buffer = this.#buffer();
    const bytes = Math.min(buffer.byteLength * 2, buffer.maxByteLength);
    const more = bytes - buffer.byteLength;
    if (more === 0 || bytesOf(this.#memory) + more > this.#memory.options.mostBytes) return false;
    buffer.grow(bytes);
    this.#words = this.#view();
    return true;
  }

  #buffer(): SharedArrayBuffer {
    const buffers = this.#worlds.frontiers[this.#worker];
    if (buffers === undefined) throw new RangeError(`there is no worker ${this.#worker}`);
    return buffers[this.#parity];
  }

  #view(): Int32Array {
    const buffer = this.#buffer();
    return new Int32Array(buffer, 0, Math.floor(buffer.byteLength / WORD));
  }
}

/** The worlds of a level, of all workers one after another. */
export class Frontier {
  readonly #parts: readonly { readonly words: Int32Array; readonly from: number; readonly to: number }[];
  readonly #length: number;
  /** How many worlds there are. */
  readonly size: number;

  constructor(memory: SharedMemory, level: number) {
    const parity = level % 2 === 0 ? 0 : 1;
    const { worlds } = memory;
    this.#length = memory.options.wordsOfWorld;
    let from = 0;
    this.#parts = worlds.frontiers.map((buffers, worker) => {
      const count = worlds.frontierLengths[worker * 2 + parity] ?? 0;
      const part = {
        words: new Int32Array(buffers[parity], 0, count * this.#length),
        from,
        to: from + count,
      };
      from += count;
      return part;
    });
    this.size = from;
  }

  /** Calls with each world from one index up to another, where its words stand. */
  forEach(from: number, to: number, visit: (words: Words, at: number) => void): void {
    for (const part of this.#parts) {
      const last = Math.min(to, part.to);
      for (let index = Math.max(from, part.from); index < last; index++) {
        visit(part.words, (index - part.from) * this.#length);
      }
    }
  }
}
