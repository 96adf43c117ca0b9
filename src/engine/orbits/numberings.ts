/**
 * Which of the worlds of an orbit a world is: the numbers that it has in the place of those of the canonical form, as one whole
 * number. Sort by sort, it is the place of their order among all orders.
 */
import type { Values } from "../packed/codec.ts";
import type { PerElement } from "../packed/colouring.ts";
import { type Elements, elementsOf, type Sort } from "../packed/elements.ts";
import type { Layout } from "../packed/layout.ts";
import { permutationsOf } from "./permutations.ts";

/** A sort of which numbers can be exchanged. */
export interface ExchangedSort {
  readonly sort: Sort;
  /** The lowest number that may be another; those below it mean something by themselves. */
  readonly lowest: number;
  /** How many numbers there are from it on. */
  readonly size: number;
  /** Where the place of their order stands in a numbering: so many bits, from this one on. */
  readonly shift: number;
  readonly bits: number;
}

/** The most numbers of one sort: a table has an entry for each of their orders. */
const MOST_OF_A_SORT = 7;
/** A numbering, and one more, is to be a whole number of 31 bits. */
const MOST_BITS = 30;

/** In the place of a base, where a value is no number of anything. */
const PLAIN = -1;

/** The numberings that worlds of a layout can have. */
export class Numberings {
  readonly elements: Elements;
  readonly sorts: readonly ExchangedSort[];
  /**
   * For each slot the element of its row's number; how far apart the rows of that sort stand; where it would stand in a row with the number
   * 0; and the base of what it refers to.
   */
  readonly #rows: Int32Array;
  readonly #widths: Int32Array;
  readonly #places: Int32Array;
  readonly #bases: Int32Array;
  readonly #bits: number;
  /** For each number of a form, as an element, that which the world at hand has in its place. */
  readonly #numbers: PerElement;

  /** @throws {Error} where worlds of the layout cannot be renumbered: see `elementsOf` */
  constructor(layout: Layout) {
    let shift = 0;
    this.elements = elementsOf(layout);
    this.sorts = this.elements.sorts.flatMap((sort) => {
      const lowest = 1 + sort.rows.filter(({ isFixed }) => isFixed).length;
      const size = sort.largest - lowest + 1;
      if (size < 2) return [];
      const bits = Math.ceil(Math.log2(factorial(size)));
      const exchanged = { sort, lowest, size, shift, bits };
      shift += bits;
      return [exchanged];
    });
    this.#bits = shift;
    this.#numbers = new Int32Array(this.elements.count);
    const slots = layout.slots.length;
    this.#rows = new Int32Array(slots);
    this.#widths = new Int32Array(slots);
    this.#places = Int32Array.from({ length: slots }, (_, slot) => slot);
    this.#bases = Int32Array.from(this.elements.baseOf, (base) => base ?? PLAIN);
    for (const { base, rows } of this.elements.sorts) {
      for (const { from, to, number } of rows) {
        for (let slot = from; slot < to; slot++) {
          this.#rows[slot] = base + number;
          this.#widths[slot] = to - from;
          this.#places[slot] = slot - (to - from) * number;
        }
      }
    }
  }

  /** Whether there are so many that they cannot be told by a number and looked up in tables. */
  get areTooMany(): boolean {
    return this.#bits > MOST_BITS || this.sorts.some(({ size }) => size > MOST_OF_A_SORT);
  }

  /** Writes the world that a numbering makes of a canonical form. */
  renumber(form: Values, numbering: number, world: Values): void {
    this.#open(numbering);
    const [numbers, places, widths, rows, bases] = [
      this.#numbers,
      this.#places,
      this.#widths,
      this.#rows,
      this.#bases,
    ];
    for (let slot = 0; slot < form.length; slot++) {
      const value = form[slot] ?? 0;
      const base = bases[slot] ?? PLAIN;
      const row = (places[slot] ?? 0) + (widths[slot] ?? 0) * (numbers[rows[slot] ?? 0] ?? 0);
      world[row] = base === PLAIN ? value : (numbers[base + value] ?? 0);
    }
  }

  #open(numbering: number): void {
    for (const { base, largest } of this.elements.sorts)
      for (let number = 0; number <= largest; number++) this.#numbers[base + number] = number;
    for (const { sort, lowest, size, shift, bits } of this.sorts) {
      const order = permutationsOf(size)[(numbering >>> shift) & (2 ** bits - 1)];
      if (order === undefined) throw new RangeError(`there is no numbering ${numbering}`);
      for (let place = 0; place < size; place++)
        this.#numbers[sort.base + lowest + place] = lowest + (order[place] ?? 0);
    }
  }
}

/**
 * For each sort an order of its numbers: at the place of each number of the form the place of that of the world. Places count from
 * the lowest number that can be exchanged.
 *
 * @param numbers for each number of the world that which it has in the form
 */
export function ordersOf(sorts: readonly ExchangedSort[], numbers: PerElement): Uint8Array[] {
  return sorts.map(({ sort, lowest, size }) => {
    const order = new Uint8Array(size);
    for (let place = 0; place < size; place++)
      order[(numbers[sort.base + lowest + place] ?? 0) - lowest] = place;
    return order;
  });
}

function factorial(number: number): number {
  return number < 2 ? 1 : number * factorial(number - 1);
}
