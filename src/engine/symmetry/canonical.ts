/**
 * One form for all worlds that differ only in numbers. Two worlds have equal forms exactly when the numbers of the one can be
 * exchanged for those of the other, sort by sort: the form is itself such a world. That also holds where a world refers to a number
 * whose row is missing.
 *
 * Colour refinement, then individualization where it leaves ties (McKay, "Practical graph isomorphism", 1981). A colour is a hash
 * of what a row holds and of who refers to it. Should two hashes collide, that is one tie more, not an error.
 */
import type { Values } from "../codec/codec.ts";
import type { Layout } from "../codec/layout.ts";
import type { Colouring, PerElement } from "./colouring.ts";
import { colouringOf } from "./colouring-of.ts";
import { elementsOf } from "./elements.ts";
import { TieBreaker } from "./tie-breaker.ts";

/** Longer chains than that are left to the tie breaker, which looks whether a round still tells anything apart. */
const MOST_ROUNDS = 64;

/** Finds canonical forms of the worlds of a layout. */
export class Canonicalizer {
  readonly #colouring: Colouring;
  readonly #tieBreaker: TieBreaker;
  /** After this many rounds, in which a difference goes through a chain of all rows of a sort, ties are left to the tie breaker. */
  readonly #rounds: number;
  readonly #colours: PerElement;
  readonly #told: PerElement;
  readonly #numbers: PerElement;
  /** Whether the world whose form was found last may have automorphisms: colours alone did not tell all its numbers apart. */
  isTied = false;

  /** @throws {Error} where worlds of the layout cannot be renumbered: see `elementsOf` */
  constructor(layout: Layout) {
    const elements = elementsOf(layout);
    this.#colouring = colouringOf(layout, elements);
    this.#tieBreaker = new TieBreaker(this.#colouring, elements);
    const longestChain = Math.max(1, ...elements.sorts.map((sort) => (sort.isReferredTo ? sort.largest : 0)));
    this.#rounds = Math.min(longestChain, MOST_ROUNDS);
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

  /** Tells the numbers of a world apart by colours, and numbers them where that tells all. @returns whether it does */
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
   * does not use come after those that it uses, in their order. It holds until the next form is found.
   */
  numbersOf(values: Values): PerElement {
    this.#colouring.rank(values, this.#numbers);
    return this.#numbers;
  }
}
