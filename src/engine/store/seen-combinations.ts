import type { Arena } from "./arena.ts";
import type { PairSet } from "./pair-set.ts";

/** A control form with up to this many combinations has a bit for each; of one with more, only those that were seen are kept, as pairs. */
const MAX_BITS = 4096;

/** What is noted of each control form: where its bits begin, and how many combinations it has; negative if it may have automorphisms. */
export const WORDS_OF_FORM = 2;
const NO_BITS = -1;

/** Which combinations of partitions were seen with each control form. Any worker may add some at any time. */
export class SeenCombinations {
  readonly #forms: Arena;
  readonly #bits: Arena;
  readonly #pairs: PairSet;
  /** Words that are read and written atomically; the one at `#count` is how many words of bits there are. */
  readonly #control: Int32Array;
  readonly #count: number;

  constructor(
    arenas: { readonly forms: Arena; readonly bits: Arena },
    pairs: PairSet,
    control: Int32Array,
    count: number,
  ) {
    this.#forms = arenas.forms;
    this.#bits = arenas.bits;
    this.#pairs = pairs;
    this.#control = control;
    this.#count = count;
  }

  /** Notes how many combinations a new form has. @returns whether there was room */
  begin(form: number, combinations: number, isRigid: boolean): boolean {
    const words = combinations > MAX_BITS ? 0 : Math.ceil(combinations / 32);
    const from = words === 0 ? NO_BITS : Atomics.add(this.#control, this.#count, words);
    if (!this.#bits.reserve(from + words) || !this.#forms.reserve((form + 1) * WORDS_OF_FORM)) return false;
    this.#forms.words[form * WORDS_OF_FORM] = from;
    this.#forms.words[form * WORDS_OF_FORM + 1] = isRigid ? combinations : -combinations;
    return true;
  }

  /** Whether no automorphism of a form takes one of its combinations to another. */
  isRigid(form: number): boolean {
    this.#forms.reserve((form + 1) * WORDS_OF_FORM);
    return (this.#forms.words[form * WORDS_OF_FORM + 1] ?? 0) > 0;
  }

  /** Whether each combination of a form has a bit; if not, room for pairs must be taken before any is added. */
  hasBits(form: number): boolean {
    this.#forms.reserve((form + 1) * WORDS_OF_FORM);
    return this.#forms.words[form * WORDS_OF_FORM] !== NO_BITS;
  }

  /** Adds a combination. @returns whether it is new; exactly one worker is told that it is */
  add(form: number, combination: number): boolean {
    const from = this.#forms.words[form * WORDS_OF_FORM] ?? 0;
    if (from === NO_BITS) return this.#pairs.add(form, combination);
    const place = from + (combination >>> 5);
    const bit = 1 << (combination & 31);
    if (place >= this.#bits.words.length) this.#bits.reserve(place + 1);
    // A plain read may miss what another worker has just stored; the atomic `or` then finds it.
    if (((this.#bits.words[place] ?? 0) & bit) !== 0) return false;
    return (Atomics.or(this.#bits.words, place, bit) & bit) === 0;
  }

  has(form: number, combination: number): boolean {
    const from = this.#forms.words[form * WORDS_OF_FORM] ?? 0;
    if (from === NO_BITS) return this.#pairs.has(form, combination);
    return ((this.#bits.words[from + (combination >>> 5)] ?? 0) & (1 << (combination & 31))) !== 0;
  }
}
