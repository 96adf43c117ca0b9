/**
 * One form for all worlds that differ only in numbers. Two worlds have equal forms exactly when renumbering one, sort by sort,
 * gives the other; the form is itself such a world. This also holds if a world refers to a number whose row is missing.
 *
 * Colour refinement, then individualization where ties remain (McKay, "Practical graph isomorphism", 1981). A colour is a hash
 * of what a row holds and of who refers to it. A hash collision is one more tie, not an error.
 */
import type { Values } from "../codec/codec.ts";
import type { Layout } from "../codec/layout.ts";
import type { Colouring, PerElement } from "./colouring.ts";
import { colouringOf } from "./colouring-of.ts";
import { elementsOf } from "./elements.ts";
import { TieBreaker } from "./tie-breaker.ts";

/** Longer chains are left to the tie breaker, which checks whether a round still distinguishes anything. */
const MAX_ROUNDS = 64;

/** Finds canonical forms of the worlds of a layout. */
export class Canonicalizer {
  readonly #colouring: Colouring;
  readonly #tieBreaker: TieBreaker;
  /** How many rounds to try before ties are left to the tie breaker: a difference may have to travel along a chain of all rows of a sort. */
  readonly #rounds: number;
  readonly #colours: PerElement;
  readonly #told: PerElement;
  readonly #numbers: PerElement;
  /** Whether the world whose form was found last may have automorphisms: colours alone did not distinguish all its numbers. */
  isTied = false;

  /** @throws {Error} if worlds of the layout cannot be renumbered: see `elementsOf` */
  constructor(layout: Layout) {
    const elements = elementsOf(layout);
    this.#colouring = colouringOf(layout, elements);
    this.#tieBreaker = new TieBreaker(this.#colouring, elements);
    const longestChain = Math.max(1, ...elements.sorts.map((sort) => (sort.isReferredTo ? sort.largest : 0)));
    this.#rounds = Math.min(longestChain, MAX_ROUNDS);
    this.#colours = new Int32Array(elements.count);
    this.#told = new Int32Array(elements.count);
    this.#numbers = new Int32Array(elements.count);
  }

  /** Writes the canonical form of a world. */
  form(values: Values, form: Values): void {
    this.isTied = false;
    if (this.#tellApart(values)) {
      this.#colouring.emit(values, this.#numbers, form);
      return;
    }
    this.isTied = true;
    const found = this.#tieBreaker.form(values);
    form.set(found.form);
    this.#numbers.set(found.numbers);
  }

  /** Distinguishes the numbers of a world by colours. @returns whether all were distinguished, and `#numbers` set */
  #tellApart(values: Values): boolean {
    this.#colouring.open(values, this.#colours, this.#told);
    for (let round = 0; round < this.#rounds; round++) {
      this.#colouring.refine(values, this.#colours, this.#told);
      if (this.#colouring.number(this.#colours, this.#numbers)) return true;
    }
    return false;
  }

  /** What each number that something refers to becomes in the form found last. */
  get numbers(): PerElement {
    return this.#numbers;
  }

  /**
   * What each number (see `elementsOf`) of the state whose form was found last becomes in the form. Numbers that the state
   * does not use come after those that it uses, in their order. Valid until the next form is found.
   */
  numbersOf(values: Values): PerElement {
    this.#colouring.rank(values, this.#numbers);
    return this.#numbers;
  }
}
