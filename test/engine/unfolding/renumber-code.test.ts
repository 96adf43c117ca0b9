import fc from "fast-check";
import { expect, test } from "vitest";
import { type RenumberCode, renumberCodeOf } from "../../../src/engine/unfolding/renumber-code.ts";

/** A step from some worlds, and everything that is needed to carry it out. */
interface Case {
  /** How many bits the order of each sort takes. */
  readonly bits: readonly number[];
  /** For each sort and each of two symmetries the table of its orders. */
  readonly tables: readonly (readonly number[])[];
  readonly numberings: readonly number[];
  readonly from: number;
}

const SYMMETRIES = 2;

const anyCase: fc.Arbitrary<Case> = fc
  .array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 })
  .chain((bits) => {
    const all = bits.reduce((sum, of) => sum + of, 0);
    const table = (of: number) => fc.array(fc.nat(2 ** 20), { minLength: 2 ** of, maxLength: 2 ** of });
    return fc.record({
      bits: fc.constant(bits),
      tables: fc.tuple(...bits.flatMap((of) => Array.from({ length: SYMMETRIES }, () => table(of)))),
      numberings: fc.array(fc.nat(2 ** all - 1), { minLength: 3, maxLength: 10 }),
      from: fc.nat(2),
    });
  });

const UNTOUCHED = -1;

/** The words that the code works on: the tables stand one after another, and so do the symmetries of the step. */
function wordsOf({ bits, tables, numberings }: Case) {
  let end = 1;
  const offsets = tables.map((table) => {
    end += table.length;
    return end - table.length;
  });
  const ofSymmetry = (symmetry: number) => bits.map((_, sort) => offsets[sort * SYMMETRIES + symmetry] ?? 0);
  return {
    tables: Int32Array.from([UNTOUCHED, ...tables.flat()]),
    steps: Int32Array.from([UNTOUCHED, UNTOUCHED, ...ofSymmetry(0), ...ofSymmetry(1)]),
    numberings: Int32Array.from(numberings),
    after: new Int32Array(numberings.length).fill(UNTOUCHED),
    /** Where the tables of a symmetry are named. */
    at: (symmetry: number) => 2 + symmetry * bits.length,
  };
}

/** A numbering after the step, digit by digit: the first sort's order takes the lowest bits. */
function renumbered({ bits, tables }: Case, numbering: number, symmetry: number): number {
  if (bits.length === 0) return numbering;
  let [rest, sum] = [numbering, 0];
  for (const [sort, of] of bits.entries()) {
    sum += tables[sort * SYMMETRIES + symmetry]?.[rest % 2 ** of] ?? Number.NaN;
    rest = Math.floor(rest / 2 ** of);
  }
  return sum;
}

function codeFor({ bits }: Case): RenumberCode {
  const shiftOf = (sort: number) => bits.slice(0, sort).reduce((sum, of) => sum + of, 0);
  return renumberCodeOf(bits.map((of, sort) => ({ shift: shiftOf(sort), bits: of })));
}

test("a numbering becomes the sum of what the tables say of its orders; of two symmetries the lesser counts", () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const { tables, steps, numberings, after, at } = wordsOf(one);
      const code = codeFor(one);
      const count = one.numberings.length - one.from;
      const expected = (symmetry: number) =>
        one.numberings.slice(one.from).map((numbering) => renumbered(one, numbering, symmetry));
      const untouched = Array.from({ length: one.from }, () => UNTOUCHED);

      code.renumber(tables, steps, at(0), numberings, one.from, count, after);
      expect([...after]).toEqual([...expected(0), ...untouched]);
      code.keepLesser(tables, steps, at(1), numberings, one.from, count, after);
      const others = expected(1);
      expect([...after]).toEqual([
        ...expected(0).map((numbering, index) => Math.min(numbering, others[index] ?? Number.NaN)),
        ...untouched,
      ]);
    }),
  );
});
