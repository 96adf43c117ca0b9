import type { Words } from "./words.ts";
import type { WorldSet } from "./world-set.ts";

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

/** How many words the entry of a fingerprint takes. */
export const WORDS_OF_FINGERPRINT = 2;

/**
 * A set of worlds by fingerprints of 64 bits: open addressing in memory that workers share. Neither word of an entry is 0; the
 * low one is claimed by an atomic exchange, then the high one is stored.
 */
export class FingerprintSet implements WorldSet {
  readonly #buffer: SharedArrayBuffer;
  readonly #length: number;
  #entries: Int32Array;
  #mask: number;
  /** The fingerprints of the worlds at hand, and what stands in the first place where each would be. */
  #lows = new Int32Array(1);
  #highs = new Int32Array(1);
  #firsts = new Int32Array(1);

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

  add(words: Words, at: number): boolean {
    this.#find(words, at, 0);
    return this.#insert(this.#lows[0] ?? 0, this.#highs[0] ?? 0);
  }

  addAll(words: Words, count: number, isNew: Uint8Array): void {
    if (this.#lows.length < count) this.#makeRoomFor(count);
    const [entries, mask, lows, highs, firsts] = [
      this.#entries,
      this.#mask,
      this.#lows,
      this.#highs,
      this.#firsts,
    ];
    // All the places are looked at first: the loads do not wait for one another.
    for (let world = 0; world < count; world++) {
      this.#find(words, world * this.#length, world);
      firsts[world] = entries[((highs[world] ?? 0) & mask) * WORDS_OF_FINGERPRINT] ?? 0;
    }
    for (let world = 0; world < count; world++) {
      const low = lows[world] ?? 0;
      const high = highs[world] ?? 0;
      const isThere = firsts[world] === low && entries[(high & mask) * WORDS_OF_FINGERPRINT + 1] === high;
      isNew[world] = !isThere && this.#insert(low, high) ? 1 : 0;
    }
  }

  #makeRoomFor(worlds: number): void {
    this.#lows = new Int32Array(2 * worlds);
    this.#highs = new Int32Array(2 * worlds);
    this.#firsts = new Int32Array(2 * worlds);
  }

  /** Works out the fingerprint of a world. */
  #find(words: Words, at: number, world: number): void {
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
    this.#lows[world] = low;
    this.#highs[world] = mix(high ^ Math.imul(low, SEED_LOW)) || 1;
  }

  #insert(low: number, high: number): boolean {
    const entries = this.#entries;
    const mask = this.#mask;
    // The high word says where, so that entries of one place need not agree in the word that is compared first.
    for (let entry = high & mask; ; entry = (entry + 1) & mask) {
      const place = entry * WORDS_OF_FINGERPRINT;
      // A plain read may miss what another worker has just stored; then the exchange finds it.
      let found = entries[place];
      if (found === 0) {
        found = Atomics.compareExchange(entries, place, 0, low);
        if (found === 0) {
          Atomics.store(entries, place + 1, high);
          return true;
        }
      }
      if (found === low && this.#highOf(place) === high) return false;
    }
  }

  /** The high word of an entry whose low word is there: another worker may be about to store it. */
  #highOf(place: number): number {
    const known = this.#entries[place + 1] ?? 0;
    if (known !== 0) return known;
    for (;;) {
      const high = Atomics.load(this.#entries, place + 1);
      if (high !== 0) return high;
    }
  }

  grow(capacity: number): void {
    const old = this.#entries.slice();
    this.#buffer.grow(capacity * WORDS_OF_FINGERPRINT * Int32Array.BYTES_PER_ELEMENT);
    this.refresh(capacity);
    this.#entries.fill(0, 0, old.length);
    for (let place = 0; place < old.length; place += WORDS_OF_FINGERPRINT) {
      const low = old[place] ?? 0;
      if (low !== 0) this.#insert(low, old[place + 1] ?? 0);
    }
  }

  refresh(capacity: number): void {
    this.#entries = new Int32Array(this.#buffer, 0, capacity * WORDS_OF_FINGERPRINT);
    this.#mask = capacity - 1;
  }
}
