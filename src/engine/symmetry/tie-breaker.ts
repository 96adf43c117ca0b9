import type { Values } from "../codec/codec.ts";
import { ABSENT } from "./code-of-colours.ts";
import type { Colouring, PerElement } from "./colouring.ts";
import type { Elements, Sort } from "./elements.ts";

/** A canonical form, and what each number of the state becomes in it. */
export interface Form {
  readonly form: Values;
  readonly numbers: PerElement;
}

/** How many rounds in a row may distinguish nothing new: what a sort tells an earlier one arrives a round later. */
const PATIENCE = 2;

/**
 * Finds the canonical form if colours leave ties: each tied element is individualized in turn, and the least of all the forms
 * that result is the canonical one.
 *
 * Here a colour is the place of its class in an order of classes, and classes are only ever divided. So a hash collision costs a
 * round, and the refinement ends.
 */
export class TieBreaker {
  readonly #colouring: Colouring;
  readonly #elements: Elements;
  readonly #sorts: readonly Sort[];
  readonly #hashes: PerElement;
  readonly #told: PerElement;
  readonly #numbers: PerElement;

  constructor(colouring: Colouring, elements: Elements) {
    this.#colouring = colouring;
    this.#elements = elements;
    this.#sorts = elements.sorts.filter(({ isReferredTo }) => isReferredTo);
    this.#hashes = new Int32Array(elements.count);
    this.#told = new Int32Array(elements.count);
    this.#numbers = new Int32Array(elements.count);
  }

  /** The canonical form of a world. */
  form(values: Values): Form {
    const forms = this.#forms(values, this.#classesOf(values));
    return forms.reduce((least, form) => (isLess(form.form, least.form) ? form : least));
  }

  #classesOf(values: Values): PerElement {
    const hashes = this.#hashes;
    this.#colouring.open(values, hashes, this.#told);
    const classes = hashes.slice();
    this.#divide(classes);
    return classes;
  }

  /** The forms that result from individualizing each tied element in turn; of interchangeable ones, only the first. */
  #forms(values: Values, classes: PerElement): Form[] {
    this.#refine(values, classes);
    if (this.#colouring.number(classes, this.#numbers)) {
      return [{ form: this.#renumbered(values, this.#numbers), numbers: this.#numbers.slice() }];
    }
    const tried: number[] = [];
    return this.#firstTie(classes).flatMap((element) => {
      if (tried.some((other) => this.#areInterchangeable(values, element, other))) return [];
      tried.push(element);
      this.#told.fill(0);
      return this.#forms(values, singledOut(classes, element));
    });
  }

  #refine(values: Values, classes: PerElement): void {
    for (let idle = 0; idle < PATIENCE; ) {
      this.#hashes.set(classes);
      this.#colouring.refine(values, this.#hashes, this.#told);
      idle = this.#divide(classes) ? 0 : idle + 1;
    }
  }

  /** Divides the classes by the hashes; returns whether there are more now. */
  #divide(classes: PerElement): boolean {
    let isFiner = false;
    for (const sort of this.#sorts) {
      const order = present(sort, classes).sort(
        (one, other) => compare(classes, one, other) || compare(this.#hashes, one, other),
      );
      const starts: number[] = [];
      for (const [index, element] of order.entries()) {
        const before = order[index - 1];
        const isSame =
          before !== undefined &&
          compare(classes, before, element) === 0 &&
          compare(this.#hashes, before, element) === 0;
        if (before !== undefined && !isSame && compare(classes, before, element) === 0) isFiner = true;
        starts.push(isSame ? (starts[index - 1] ?? 0) : sort.base + index);
      }
      for (const [index, element] of order.entries()) classes[element] = starts[index] ?? 0;
    }
    return isFiner;
  }

  /** The members of the first class with at least two elements whose numbers are not fixed, without those that are. */
  #firstTie(classes: PerElement): number[] {
    for (const sort of this.#sorts) {
      const free = present(sort, classes).filter((element) => !sort.rows[element - sort.base - 1]?.isFixed);
      const inOrder = free.sort((one, other) => compare(classes, one, other));
      const first = inOrder.find((element, index) => {
        const next = inOrder[index + 1];
        return next !== undefined && compare(classes, element, next) === 0;
      });
      if (first !== undefined) return free.filter((element) => compare(classes, element, first) === 0);
    }
    return [];
  }

  /** Whether the world stays the same when two numbers are exchanged: then it does not matter which one is individualized. */
  #areInterchangeable(values: Values, one: number, other: number): boolean {
    const numbers = this.#numbers;
    for (const { base, largest } of this.#elements.sorts)
      for (let number = 0; number <= largest; number++) numbers[base + number] = number;
    const as = this.#renumbered(values, numbers);
    const [a = 0, b = 0] = [numbers[one], numbers[other]];
    numbers[one] = b;
    numbers[other] = a;
    const exchanged = this.#renumbered(values, numbers);
    return !isLess(as, exchanged) && !isLess(exchanged, as);
  }

  #renumbered(values: Values, numbers: PerElement): Values {
    const form = new Int32Array(values.length);
    this.#colouring.emit(values, numbers, form);
    return form;
  }
}

/** The same classes, with one element in a class of its own, just before its former one. */
function singledOut(classes: PerElement, element: number): PerElement {
  const tied = classes[element] ?? 0;
  const finer = classes.map((place) => (place === tied ? place + 1 : place));
  finer[element] = tied;
  return finer;
}

/** The elements of a sort that the world uses. */
function present({ base, largest }: Sort, classes: PerElement): number[] {
  const elements = Array.from({ length: largest }, (_, index) => base + 1 + index);
  return elements.filter((element) => (classes[element] ?? 0) < ABSENT);
}

function compare(keys: PerElement, one: number, other: number): number {
  return (keys[one] ?? 0) - (keys[other] ?? 0);
}

function isLess(one: Values, other: Values): boolean {
  const slot = one.findIndex((value, index) => value !== other[index]);
  return slot !== -1 && (one[slot] ?? 0) < (other[slot] ?? 0);
}
