import { mark, noteOf, reach, unmark } from "./note.ts";
import type { Words } from "./words.ts";
import { IS_KNOWN, IS_NEW, type WorldSet } from "./world-set.ts";

/** The first word of an entry: free, being written, or else the hash of the world that stands behind it. */
const FREE = 0;
const BEING_WRITTEN = 1;
const SMALLEST_HASH = 2;
const MIX_1 = 0x85ebca6b;
const MIX_2 = 0xc2b2ae35;

/** After the first word stands the note, then the world. */
const NOTE = 1;
const WORLD = 2;

/** How many words the entry of a world of so many words takes. */
export const wordsOfExactEntry = (length: number): number => length + WORLD;

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

  add(words: Words, at: number, operation: number, level: number): number {
    const hash = this.#hash(words, at);
    const entries = this.#entries;
    for (let entry = hash & this.#mask; ; entry = (entry + 1) & this.#mask) {
      const place = entry * this.#width;
      if (Atomics.load(entries, place) === FREE) {
        if (Atomics.compareExchange(entries, place, FREE, BEING_WRITTEN) === FREE) {
          for (let word = 0; word < this.#length; word++)
            entries[place + WORLD + word] = words[at + word] ?? 0;
          Atomics.store(entries, place + NOTE, noteOf(level, operation));
          Atomics.store(entries, place, hash);
          return IS_NEW;
        }
      }
      if (this.#hashAt(place) === hash && this.#isAt(place, words, at))
        return reach(entries, place + NOTE, level, operation) ?? IS_KNOWN;
    }
  }

  mark(words: Words, at: number, level: number): boolean {
    const hash = this.#hash(words, at);
    for (let entry = hash & this.#mask; ; entry = (entry + 1) & this.#mask) {
      const place = entry * this.#width;
      if (this.#entries[place] === FREE) return false;
      if (this.#entries[place] === hash && this.#isAt(place, words, at))
        return mark(this.#entries, place + NOTE, level);
    }
  }

  unmarkAll(): void {
    for (let place = NOTE; place < this.#entries.length; place += this.#width) unmark(this.#entries, place);
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
      if (this.#entries[place + WORLD + word] !== words[at + word]) return false;
    }
    return true;
  }

  grow(capacity: number): void {
    const old = this.#entries.slice();
    this.#buffer.grow(capacity * this.#width * Int32Array.BYTES_PER_ELEMENT);
    this.refresh(capacity);
    this.#entries.fill(0, 0, old.length);
    for (let place = 0; place < old.length; place += this.#width)
      if (old[place] !== FREE) this.#insert(old.subarray(place, place + this.#width));
  }

  /** Puts an entry that is not there yet where one is free. No other worker uses the set meanwhile. */
  #insert(entryWords: Int32Array): void {
    let entry = (entryWords[0] ?? 0) & this.#mask;
    while (this.#entries[entry * this.#width] !== FREE) entry = (entry + 1) & this.#mask;
    this.#entries.set(entryWords, entry * this.#width);
  }

  refresh(capacity: number): void {
    this.#entries = new Int32Array(this.#buffer, 0, capacity * this.#width);
    this.#mask = capacity - 1;
  }
}
