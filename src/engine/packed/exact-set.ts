import { ReachedBy } from "./reached-by.ts";
import type { Words } from "./words.ts";
import { IS_KNOWN, IS_NEW, type WorldSet } from "./world-set.ts";

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
  readonly #reachedBy: ReachedBy;

  constructor(buffer: SharedArrayBuffer, capacity: number, length: number, reachedBy: SharedArrayBuffer) {
    this.#buffer = buffer;
    this.#length = length;
    this.#width = wordsOfExactEntry(length);
    this.#entries = new Int32Array(buffer, 0, capacity * this.#width);
    this.#mask = capacity - 1;
    this.#reachedBy = new ReachedBy(reachedBy, capacity);
  }

  add(words: Words, at: number, operation: number): number {
    const hash = this.#hash(words, at);
    const entries = this.#entries;
    for (let entry = hash & this.#mask; ; entry = (entry + 1) & this.#mask) {
      const place = entry * this.#width;
      if (Atomics.load(entries, place) === FREE) {
        if (Atomics.compareExchange(entries, place, FREE, BEING_WRITTEN) === FREE) {
          for (let word = 0; word < this.#length; word++) entries[place + 1 + word] = words[at + word] ?? 0;
          this.#reachedBy.begin(entry, operation);
          Atomics.store(entries, place, hash);
          return IS_NEW;
        }
      }
      if (this.#hashAt(place) === hash && this.#isAt(place, words, at))
        return this.#reachedBy.reach(entry, operation) ?? IS_KNOWN;
    }
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
    const reachedBy = this.#reachedBy.grow(capacity);
    this.#buffer.grow(capacity * this.#width * Int32Array.BYTES_PER_ELEMENT);
    this.refresh(capacity);
    this.#entries.fill(0, 0, old.length);
    for (const [entry, known] of reachedBy.entries()) {
      const place = entry * this.#width;
      if (old[place] !== FREE)
        this.#reachedBy.restore(this.#insert(old.subarray(place, place + this.#width)), known);
    }
  }

  /** Puts an entry that is not there yet where one is free. No other worker uses the set meanwhile. */
  #insert(entryWords: Int32Array): number {
    let entry = (entryWords[0] ?? 0) & this.#mask;
    while (this.#entries[entry * this.#width] !== FREE) entry = (entry + 1) & this.#mask;
    this.#entries.set(entryWords, entry * this.#width);
    return entry;
  }

  refresh(capacity: number): void {
    this.#entries = new Int32Array(this.#buffer, 0, capacity * this.#width);
    this.#mask = capacity - 1;
    this.#reachedBy.refresh(capacity);
  }

  endLevel(): void {
    this.#reachedBy.endLevel();
  }
}
