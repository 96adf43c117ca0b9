/** The numbers of some sorts in the states of a space: which exist, and what they become in a canonical form. */
import type { Values } from "../codec/codec.ts";
import type { Row } from "../codec/layout.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { elementsOf } from "../symmetry/elements.ts";

/** The numbers of one sort, from 1 on. */
export class NumbersOfSort {
  /** The largest number possible. */
  readonly largest: number;
  readonly #rows: readonly Row[];
  /** For each number, the slot that says whether it exists. */
  readonly #markers: Int32Array;
  /** Where the sort begins among the elements of a control form. */
  readonly #base: number;

  /** @param sort as the shape names it @throws {RangeError} if the design has no rows of it */
  constructor(space: StateSpace, sort: string) {
    const { control } = space.part;
    this.#rows = control.rows.filter((row) => row.sort === sort);
    if (this.#rows.length === 0) throw new RangeError(`${space.model.name} has no rows of ${sort}`);
    this.largest = this.#rows.length;
    this.#markers = Int32Array.from([0, ...this.#rows.map(({ from }) => from)]);
    const found = space.symmetry
      ? elementsOf(control).sorts.find(({ rows }) => rows[0]?.sort === sort)
      : undefined;
    this.#base = found?.base ?? 0;
  }

  isThere(values: Values, number: number): boolean {
    return number <= this.largest && values[this.#markers[number] ?? 0] !== 0;
  }

  /** The numbers that exist, in order. */
  in(values: Values): number[] {
    return this.#rows.flatMap((row) => (values[row.from] === 0 ? [] : [row.number]));
  }

  /** What a number becomes. @param inForm `undefined` if each stays the same */
  after(inForm: Int32Array | undefined, number: number): number {
    return inForm === undefined ? number : (inForm[this.#base + number] ?? 0);
  }

  /** Writes what each number becomes, from number 1 on; 0 if it is gone. */
  writeAfter(after: Values, inForm: Int32Array | undefined, words: Int32Array, at: number): void {
    for (let number = 1; number <= this.largest; number++)
      words[at + number - 1] = this.isThere(after, number) ? this.after(inForm, number) : 0;
  }
}
