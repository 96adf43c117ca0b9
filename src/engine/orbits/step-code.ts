/**
 * What steps do to the worlds of an orbit: all those that differ only in numbers.
 *
 * What a design does in one of them it does in all: the same calls come to the same, and lead to worlds that differ only in numbers
 * again. New numbers are the lowest free ones (W2), in the order in which they are taken. So a step is kept in the numbers of the
 * canonical form, in which a free number is known by its place among the free ones, and is carried out in a world by putting that
 * world's own numbers in their place.
 */
import type { Values } from "../packed/codec.ts";
import type { PerElement } from "../packed/colouring.ts";
import { type Elements, elementsOf } from "../packed/elements.ts";
import type { Layout } from "../packed/layout.ts";
import { type WordPlace, wordPlacesOf } from "../packed/word-places.ts";
import type { Words } from "../packed/words.ts";

/** A change of one value takes three codes: of the field that it stands in, of the row, and of the value. */
const CODES_OF_A_CHANGE = 3;

/** Reads steps into codes, and carries them out. A step is how many changes it makes, and the codes of each. */
export class StepCode {
  readonly #length: number;
  readonly #elements: Elements;
  /** For each slot the code of its field, the element of its row's number, and the base of its value's elements. */
  readonly #fields: Int32Array;
  readonly #rows: Int32Array;
  readonly #bases: Int32Array;
  /** Where the value of a field stands in the row with a number: at the code of the field and that number. */
  readonly #words: Int32Array;
  readonly #shifts: Int32Array;
  readonly #keeps: Int32Array;
  /** For each element of the form the number in the world at hand; then every plain value, as itself. */
  readonly #numbers: Int32Array;
  /** For each element the one that stands for no number of its sort. */
  readonly #baseOfElement: Int32Array;

  constructor(layout: Layout) {
    const { length, places } = wordPlacesOf(layout);
    const elements = elementsOf(layout);
    const plain = elements.count;
    const placesByCode: WordPlace[] = [];
    const slots = layout.slots.length;
    this.#length = length;
    this.#elements = elements;
    this.#fields = new Int32Array(slots);
    this.#rows = new Int32Array(slots).fill(plain);
    this.#bases = Int32Array.from(elements.baseOf, (base) => base ?? plain);
    for (const sort of elements.sorts) {
      const [first] = sort.rows;
      if (first === undefined) continue;
      for (let offset = 0; offset < first.to - first.from; offset++) {
        const field = placesByCode.length - 1; // the lowest number is 1
        for (const row of sort.rows) {
          const slot = row.from + offset;
          this.#fields[slot] = field;
          this.#rows[slot] = sort.base + row.number;
          placesByCode.push(placeAt(places, slot));
        }
      }
    }
    for (const [slot, { row }] of layout.slots.entries()) {
      if (row !== -1) continue;
      this.#fields[slot] = placesByCode.length;
      placesByCode.push(placeAt(places, slot));
    }
    this.#words = Int32Array.from(placesByCode, ({ word }) => word);
    this.#shifts = Int32Array.from(placesByCode, ({ shift }) => shift);
    this.#keeps = Int32Array.from(placesByCode, ({ shift, bits }) => ~((2 ** bits - 1) << shift));
    const largest = Math.max(...layout.slots.map((slot) => slot.largest));
    this.#numbers = Int32Array.from({ length: plain + largest + 1 }, (_, element) =>
      Math.max(0, element - plain),
    );
    this.#baseOfElement = new Int32Array(plain);
    for (const { base, largest: last } of elements.sorts)
      this.#baseOfElement.fill(base, base, base + last + 1);
  }

  /** Takes a world in hand. @param form for each of its numbers that which it has in the canonical form */
  open(form: PerElement): void {
    const numbers = this.#numbers;
    const bases = this.#baseOfElement;
    for (let element = 0; element < this.#elements.count; element++) {
      const base = bases[element] ?? 0;
      numbers[base + (form[element] ?? 0)] = element - base;
    }
  }

  /** The codes of the step from the world in hand to another. @param form as for `open` */
  codesOf(before: Values, after: Values, form: PerElement): number[] {
    const codes = [0];
    const inForm = (element: number, base: number): number =>
      base < this.#elements.count ? base + (form[element] ?? 0) : element;
    for (const [slot, value] of after.entries()) {
      if (value === before[slot]) continue;
      const [row = 0, base = 0] = [this.#rows[slot], this.#bases[slot]];
      const rowBase = this.#baseOfElement[row] ?? this.#elements.count;
      codes.push(this.#fields[slot] ?? 0, inForm(row, rowBase), inForm(base + value, base));
    }
    codes[0] = (codes.length - 1) / CODES_OF_A_CHANGE;
    return codes;
  }

  /**
   * Writes the world to which a step leads from the world in hand, which is packed in `before` from a place on.
   *
   * @param place where the step begins among the codes
   * @param to where the world after it is written
   * @returns where the next one begins
   */
  carryOut(codes: Int32Array, place: number, before: Words, at: number, after: Words, to: number): number {
    const numbers = this.#numbers;
    for (let word = 0; word < this.#length; word++) after[to + word] = before[at + word] ?? 0;
    const end = place + 1 + (codes[place] ?? 0) * CODES_OF_A_CHANGE;
    for (let code = place + 1; code < end; code += CODES_OF_A_CHANGE) {
      const field = (codes[code] ?? 0) + (numbers[codes[code + 1] ?? 0] ?? 0);
      const value = (numbers[codes[code + 2] ?? 0] ?? 0) << (this.#shifts[field] ?? 0);
      const word = to + (this.#words[field] ?? 0);
      after[word] = ((after[word] ?? 0) & (this.#keeps[field] ?? 0)) | value;
    }
    return end;
  }
}

function placeAt(places: readonly WordPlace[], slot: number): WordPlace {
  const place = places[slot];
  if (place === undefined) throw new RangeError(`there is no slot ${slot}`);
  return place;
}
