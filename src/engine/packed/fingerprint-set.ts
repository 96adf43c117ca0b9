import { mark, noteOf, reach, unmark } from "./note.ts";
import type { Words } from "./words.ts";
import { IS_KNOWN, IS_NEW, type WorldSet } from "./world-set.ts";

/** The multipliers of MurmurHash3 (Austin Appleby, public domain). */
const MIX_1 = 0x85ebca6b;
const MIX_2 = 0xc2b2ae35;
const SEED_LOW = 0x9e3779b9;
const SEED_HIGH = 0x7f4a7c15;

function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), MIX_1);
  h = Math.imul(h ^ (h >>> 13), MIX_2);
  return h ^ (h >>> 16);
}

/** How many words an entry takes: a fingerprint and a note. */
export const WORDS_OF_FINGERPRINT = 3;
const HIGH = 1;
const NOTE = 2;

/**
 * A set of worlds by fingerprints of 64 bits: open addressing in memory that workers share. No word of an entry is 0; the
 * low one is claimed by an atomic exchange, then the note and the high one are stored.
 */
export class FingerprintSet implements WorldSet {
  readonly #buffer: SharedArrayBuffer;
  readonly #length: number;
  #entries: Int32Array;
  #mask: number;
  /** The fingerprint of the world at hand. */
  #low = 0;
  #high = 0;

  /**
   * @param capacity how many entries it has room for: a power of two
   * @param length how many words a world takes
   */
  constructor(buffer: SharedArrayBuffer, capacity: number, length: number) {
    this.#buffer = buffer;
    this.#length = length;
    this.#entries = new Int32Array(buffer, 0, capacity * WORDS_OF_FINGERPRINT);
    this.#mask = capacity - 1;
  }

  add(words: Words, at: number, operation: number, level: number): number {
    this.#find(words, at);
    const [entries, mask, low, high] = [this.#entries, this.#mask, this.#low, this.#high];
    // The high word says where, so that entries of one place need not agree in the word that is compared first.
    for (let entry = high & mask; ; entry = (entry + 1) & mask) {
      const place = entry * WORDS_OF_FINGERPRINT;
      // A plain read may miss what another worker has just stored; then the exchange finds it.
      let found = entries[place];
      if (found === 0) {
        found = Atomics.compareExchange(entries, place, 0, low);
        if (found === 0) {
          Atomics.store(entries, place + NOTE, noteOf(level, operation));
          Atomics.store(entries, place + HIGH, high);
          return IS_NEW;
        }
      }
      if (found === low && this.#highOf(place) === high)
        return reach(entries, place + NOTE, level, operation) ?? IS_KNOWN;
    }
  }

  mark(words: Words, at: number, level: number): boolean {
    this.#find(words, at);
    const [entries, mask, low, high] = [this.#entries, this.#mask, this.#low, this.#high];
    for (let entry = high & mask; ; entry = (entry + 1) & mask) {
      const place = entry * WORDS_OF_FINGERPRINT;
      if (entries[place] === 0) return false;
      if (entries[place] === low && entries[place + HIGH] === high) return mark(entries, place + NOTE, level);
    }
  }

  unmarkAll(): void {
    for (let place = NOTE; place < this.#entries.length; place += WORDS_OF_FINGERPRINT)
      unmark(this.#entries, place);
  }

  /** Works out the fingerprint of a world. */
  #find(words: Words, at: number): void {
    let low = SEED_LOW;
    let high = SEED_HIGH;
    for (let word = at; word < at + this.#length; word++) {
      const value = words[word] ?? 0;
      low = Math.imul(low ^ value, MIX_1);
      low ^= low >>> 15;
      high = Math.imul(high ^ value, MIX_2);
      high ^= high >>> 13;
    }
    low = mix(low) || 1;
    this.#low = low;
    this.#high = mix(high ^ Math.imul(low, SEED_LOW)) || 1;
  }

  /** The high word of an entry whose low word is there: another worker may be about to store it. */
  #highOf(place: number): number {
    const known = this.#entries[place + HIGH] ?? 0;
    if (known !== 0) return known;
    for (;;) {
      const high = Atomics.load(this.#entries, place + HIGH);
      if (high !== 0) return high;
    }
  }

  grow(capacity: number): void {
    const old = this.#entries.slice();
    this.#buffer.grow(capacity * WORDS_OF_FINGERPRINT * Int32Array.BYTES_PER_ELEMENT);
    this.refresh(capacity);
    this.#entries.fill(0, 0, old.length);
    for (let place = 0; place < old.length; place += WORDS_OF_FINGERPRINT)
      if (old[place] !== 0) this.#insert(old, place);
  }

  /** Puts an entry that is not there yet where one is free. No other worker uses the set meanwhile. */
  #insert(old: Int32Array, at: number): void {
    const entries = this.#entries;
    let entry = (old[at + HIGH] ?? 0) & this.#mask;
    while (entries[entry * WORDS_OF_FINGERPRINT] !== 0) entry = (entry + 1) & this.#mask;
    const place = entry * WORDS_OF_FINGERPRINT;
    for (let word = 0; word < WORDS_OF_FINGERPRINT; word++) entries[place + word] = old[at + word] ?? 0;
  }

  refresh(capacity: number): void {
    this.#entries = new Int32Array(this.#buffer, 0, capacity * WORDS_OF_FINGERPRINT);
    this.#mask = capacity - 1;
  }
}
