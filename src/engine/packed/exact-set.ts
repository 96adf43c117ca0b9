import type { Words } from "./words.ts";
import type { WorldSet } from "./world-set.ts";

/** The first word of an entry: free, being written, or else the hash of the world that stands behind it. */
const FREE = 0;
const BEING_WRITTEN = 1;
const SMALLEST_HASH = 2;
const MIX_1 = 0x85ebca6b;
const MIX_2 = 0xc2b2ae35;

/** How many words the entry of a world of so many words takes. */
export const wordsOfExactEntry = (length: number): number => length + 1;

/** A set of whole packed worlds, in memory that workers share: slower and larger than fingerprints, and nothing can be missed. */
export class ExactSet implements WorldSet {
  readonly #buffer: SharedArrayBuffer;
  readonly #length: number;
  readonly #width: number;
  #entries: Int32Array;
  #mask: number;

  constructor(buffer: SharedArrayBuffer, capacity: number, length: number) {
    this.#buffer = buffer;
    this.#length = length;
    this.#width = wordsOfExactEntry(length);
    this.#entries = new Int32Array(buffer, 0, capacity * this.#width);
    this.#mask = capacity - 1;
  }

  add(words: Words, at: number): boolean {
    const hash = this.#hash(words, at);
    const entries = this.#entries;
    for (let entry = hash & this.#mask; ; entry = (entry + 1) & this.#mask) {
      const place = entry * this.#width;
      if (Atomics.load(entries, place) === FREE) {
        if (Atomics.compareExchange(entries, place, FREE, BEING_WRITTEN) === FREE) {
          for (let word = 0; word < this.#length; word++) entries[place + 1 + word] = words[at + word] ?? 0;
          Atomics.store(entries, place, hash);
          return true;
        }
      }
      if (this.#hashAt(place) === hash && this.#isAt(place, words, at)) return false;
    }
  }

  addAll(words: Words, count: number, isNew: Uint8Array): void {
    for (let world = 0; world < count; world++) isNew[world] = this.add(words, world * this.#length) ? 1 : 0;
  }

  #hash(words: Words, at: number): number {
    let hash = this.#length;
    for (let word = at; word < at + this.#length; word++) {
      hash = Math.imul(hash ^ (words[word] ?? 0), MIX_1);
      hash = Math.imul(hash ^ (hash >>> 15), MIX_2);
      hash ^= hash >>> 13;
    }
    return hash === FREE || hash === BEING_WRITTEN ? SMALLEST_HASH : hash;
  }

  #hashAt(place: number): number {
    for (;;) {
      const hash = Atomics.load(this.#entries, place);
      if (hash !== BEING_WRITTEN) return hash;
    }
  }

  #isAt(place: number, words: Words, at: number): boolean {
    for (let word = 0; word < this.#length; word++) {
      if (this.#entries[place + 1 + word] !== words[at + word]) return false;
    }
    return true;
  }

  grow(capacity: number): void {
    const old = this.#entries.slice();
    this.#buffer.grow(capacity * this.#width * Int32Array.BYTES_PER_ELEMENT);
    this.refresh(capacity);
    this.#entries.fill(0, 0, old.length);
    for (let place = 0; place < old.length; place += this.#width) {
      if (old[place] !== FREE) this.add(old, place + 1);
    }
  }

  refresh(capacity: number): void {
    this.#entries = new Int32Array(this.#buffer, 0, capacity * this.#width);
    this.#mask = capacity - 1;
  }
}
