import { hashOf, type Words } from "../codec/words.ts";
import type { Arena } from "./arena.ts";

/** A place of the index: free, being written, or the number of a state plus 1. */
const FREE = 0;
const BEING_WRITTEN = -1;

/** What `add` and `find` return if there is none. */
export const NO_STATE = -1;

/** The most states that are looked up ahead: more would push each other out of the cache. */
const MAX_AHEAD = 64;

const SEED = 0x9e3779b9;

/**
 * The packed states that were found, each whole, numbered from 0 as they are found, so the states of a level have consecutive numbers. Any worker
 * may add some at any time: open addressing, in which a place is claimed by an atomic exchange.
 */
export class StateTable {
  readonly #index: Arena;
  readonly #states: Arena;
  /** Words that are read and written atomically; the one at `#count` is how many states there are. */
  readonly #control: Int32Array;
  readonly #count: number;
  readonly #length: number;
  #mask: number;
  /** Keeps what `lookAhead` reads, as a read whose value is not kept may be optimised away. */
  readonly #ahead = new Int32Array(MAX_AHEAD);
  /** Whether the state that was added last is new. */
  isNew = false;

  /** @param capacity how many places the index has: a power of two. @param length how many words a state takes */
  constructor(
    arenas: { readonly index: Arena; readonly states: Arena },
    control: Int32Array,
    count: number,
    capacity: number,
    length: number,
  ) {
    this.#index = arenas.index;
    this.#states = arenas.states;
    this.#control = control;
    this.#count = count;
    this.#length = length;
    this.#mask = capacity - 1;
    this.#index.reserve(capacity);
  }

  /** The words of all states, one after another. They may move when states are added. */
  get words(): Words {
    return this.#states.words;
  }

  /** Where the words of a state begin. */
  placeOf(state: number): number {
    return state * this.#length;
  }

  /** Makes sure that the words of a state that another worker has found can be read. */
  see(state: number): void {
    this.#states.reserve((state + 1) * this.#length);
  }

  /**
   * Reads the places in which states about to be added will be looked for, and changes nothing. `add` spends most of its time waiting for memory;
   * this way the waits overlap.
   *
   * @param words those of the states, which begin `stride` words apart
   */
  lookAhead(words: Words, states: number, stride: number): void {
    const [index, known, ahead] = [this.#index.words, this.#states.words, this.#ahead];
    const end = Math.min(states, ahead.length);
    for (let state = 0; state < end; state++)
      ahead[state] = index[this.#hash(words, state * stride) & this.#mask] ?? FREE;
    for (let state = 0; state < end; state++) {
      const entry = ahead[state] ?? FREE;
      if (entry > FREE) ahead[state] = known[(entry - 1) * this.#length] ?? 0;
    }
  }

  /** The number of a state, which is added if it is not there; `NO_STATE` if there is no room. */
  add(words: Words, at: number): number {
    this.isNew = false;
    const index = this.#index.words;
    for (let place = this.#hash(words, at) & this.#mask; ; place = (place + 1) & this.#mask) {
      let entry = Atomics.load(index, place);
      if (entry === FREE) {
        entry = Atomics.compareExchange(index, place, FREE, BEING_WRITTEN);
        if (entry === FREE) return this.#write(words, at, place);
      }
      while (entry === BEING_WRITTEN) entry = Atomics.load(index, place);
      if (entry !== FREE && this.#isAt(entry - 1, words, at)) return entry - 1;
    }
  }

  /** The number of a state; `NO_STATE` if it is not there. */
  find(words: Words, at: number): number {
    const index = this.#index.words;
    for (let place = this.#hash(words, at) & this.#mask; ; place = (place + 1) & this.#mask) {
      const entry = index[place] ?? FREE;
      if (entry === FREE) return NO_STATE;
      if (this.#isAt(entry - 1, words, at)) return entry - 1;
    }
  }

  #write(words: Words, at: number, place: number): number {
    const state = Atomics.add(this.#control, this.#count, 1);
    const from = state * this.#length;
    if (!this.#states.reserve(from + this.#length)) {
      Atomics.store(this.#index.words, place, FREE);
      return NO_STATE;
    }
    const states = this.#states.words;
    for (let word = 0; word < this.#length; word++) states[from + word] = words[at + word] ?? 0;
    Atomics.store(this.#index.words, place, state + 1);
    this.isNew = true;
    return state;
  }

  #isAt(state: number, words: Words, at: number): boolean {
    const from = state * this.#length;
    if (from + this.#length > this.#states.words.length) this.#states.reserve(from + this.#length);
    const states = this.#states.words;
    for (let word = 0; word < this.#length; word++)
      if (states[from + word] !== words[at + word]) return false;
    return true;
  }

  #hash(words: Words, at: number): number {
    return hashOf(SEED, words, at, this.#length);
  }

  /** Gives the index a number of places, a power of two. No other worker may use the table meanwhile. @returns whether there is room */
  grow(capacity: number): boolean {
    if (!this.#index.reserve(capacity)) return false;
    this.refresh(capacity);
    const index = this.#index.words.fill(FREE);
    const states = this.#control[this.#count] ?? 0;
    for (let state = 0; state < states; state++) {
      let place = this.#hash(this.#states.words, state * this.#length) & this.#mask;
      while (index[place] !== FREE) place = (place + 1) & this.#mask;
      index[place] = state + 1;
    }
    return true;
  }

  /** Adopts a new number of places. */
  refresh(capacity: number): void {
    this.#index.reserve(capacity);
    this.#mask = capacity - 1;
  }
}
