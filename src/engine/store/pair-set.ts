import type { Arena } from "./arena.ts";

/** How many words a pair takes. */
export const WORDS_OF_PAIR = 2;
const MIX_1 = 0x85ebca6b;
const MIX_2 = 0xc2b2ae35;

/** A set of pairs of integers from 0. Any worker may add some at any time. */
export class PairSet {
  readonly #entries: Arena;
  #mask: number;

  /** @param capacity how many pairs it has room for: a power of two */
  constructor(entries: Arena, capacity: number) {
    this.#entries = entries;
    this.#mask = capacity - 1;
    entries.reserve(capacity * WORDS_OF_PAIR);
  }

  /** Adds a pair. @returns whether it is new; exactly one worker is told that it is */
  add(one: number, other: number): boolean {
    const entries = this.#entries.words;
    for (let entry = hash(one, other) & this.#mask; ; entry = (entry + 1) & this.#mask) {
      const place = entry * WORDS_OF_PAIR;
      let found = Atomics.load(entries, place);
      if (found === 0) {
        found = Atomics.compareExchange(entries, place, 0, one + 1);
        if (found === 0) {
          Atomics.store(entries, place + 1, other + 1);
          return true;
        }
      }
      if (found === one + 1 && this.#otherAt(place) === other + 1) return false;
    }
  }

  has(one: number, other: number): boolean {
    const entries = this.#entries.words;
    for (let entry = hash(one, other) & this.#mask; ; entry = (entry + 1) & this.#mask) {
      const place = entry * WORDS_OF_PAIR;
      if (entries[place] === 0) return false;
      if (entries[place] === one + 1 && entries[place + 1] === other + 1) return true;
    }
  }

  /** The second number of an entry whose first is there: another worker may be about to store it. */
  #otherAt(place: number): number {
    for (;;) {
      const other = Atomics.load(this.#entries.words, place + 1);
      if (other !== 0) return other;
    }
  }

  /** How many pairs there are. No other worker may use the set meanwhile. */
  count(): number {
    const { words } = this.#entries;
    let pairs = 0;
    for (let place = 0; place < (this.#mask + 1) * WORDS_OF_PAIR; place += WORDS_OF_PAIR)
      if (words[place] !== 0) pairs++;
    return pairs;
  }

  /** Makes room for a number of pairs, a power of two. No other worker may use the set meanwhile. @returns whether there is room */
  grow(capacity: number): boolean {
    const old = this.#entries.words.slice(0, (this.#mask + 1) * WORDS_OF_PAIR);
    if (!this.#entries.reserve(capacity * WORDS_OF_PAIR)) return false;
    this.refresh(capacity);
    const entries = this.#entries.words.fill(0);
    for (let from = 0; from < old.length; from += WORDS_OF_PAIR) {
      const [one = 0, other = 0] = [old[from], old[from + 1]];
      if (one === 0) continue;
      let entry = hash(one - 1, other - 1) & this.#mask;
      while (entries[entry * WORDS_OF_PAIR] !== 0) entry = (entry + 1) & this.#mask;
      entries[entry * WORDS_OF_PAIR] = one;
      entries[entry * WORDS_OF_PAIR + 1] = other;
    }
    return true;
  }

  /** Adopts a new capacity, in pairs. */
  refresh(capacity: number): void {
    this.#entries.reserve(capacity * WORDS_OF_PAIR);
    this.#mask = capacity - 1;
  }
}

function hash(one: number, other: number): number {
  let mixed = Math.imul(one ^ MIX_2, MIX_1);
  mixed = Math.imul(mixed ^ (mixed >>> 15) ^ other, MIX_2);
  mixed = Math.imul(mixed ^ (mixed >>> 13), MIX_1);
  return mixed ^ (mixed >>> 16);
}
