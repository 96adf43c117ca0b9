import { areEqual, hashOf, type Words } from "../codec/words.ts";
import { COUNTS_OF_OPERATION, type Expansion, UNCHANGED } from "../expand/expansion.ts";

const SEEDS = [0x9e3779b9, 0x7f4a7c15] as const;
/** Used in place of an operation for the state itself. */
const ITSELF = -1;

/**
 * What the expansions of all states of an orbit have in common: the canonical form of the state, the counts, what each property finds, and a hash of the
 * set of successors.
 */
export class ComparedExpansion {
  readonly #counts: Int32Array;
  readonly #cases: Int32Array;
  readonly #settled: Uint8Array;
  #low = 0;
  #high = 0;

  /**
   * @param words hold the state, packed in the space where nothing is opaque
   * @param length how many words a state takes there
   * @param states how many states the expansion covers: one, or all those of a control form, in which each property then finds the same
   */
  constructor(
    { counts, cases, settled }: Expansion,
    words: Words,
    at: number,
    length: number,
    states: number = 1,
  ) {
    this.#counts = counts.slice();
    this.#cases = cases.map((all) => all / states);
    this.#settled = settled.slice();
    this.addSuccessor(ITSELF, 1, words, at, length);
  }

  /** Adds a successor, in any order: its words in the space where nothing is opaque. @param weight how many calls lead to it */
  addSuccessor(operation: number, weight: number, words: Words, at: number, length: number): void {
    this.#low = (this.#low + Math.imul(weight, hashOf(SEEDS[0] + operation, words, at, length))) | 0;
    this.#high = (this.#high + Math.imul(weight, hashOf(SEEDS[1] + operation, words, at, length))) | 0;
  }

  /** Counts calls that led back to the state. */
  addUnchanged(operation: number, weight: number): void {
    const place = operation * COUNTS_OF_OPERATION + UNCHANGED;
    this.#counts[place] = (this.#counts[place] ?? 0) + weight;
  }

  /** Whether the design did the same. */
  isDesignAs(other: ComparedExpansion): boolean {
    return this.#low === other.#low && this.#high === other.#high && areEqual(this.#counts, other.#counts);
  }

  /** Whether a property has found the same. */
  isPropertyAs(other: ComparedExpansion, property: number): boolean {
    return (
      this.#cases[property] === other.#cases[property] && this.#settled[property] === other.#settled[property]
    );
  }
}
