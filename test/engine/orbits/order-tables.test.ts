import fc, { type Arbitrary } from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExchangedSort, Numberings } from "../../../src/engine/orbits/numberings.ts";
import { OrderTables } from "../../../src/engine/orbits/order-tables.ts";
import { permutationsOf, rankOf } from "../../../src/engine/orbits/permutations.ts";
import { layOut } from "../../../src/engine/packed/layout.ts";
import { GrowingWords } from "../../../src/engine/unfolding/growing-words.ts";
import { record, table } from "../../../src/model/shape.ts";

const { sorts } = new Numberings(
  layOut(
    record({
      twos: table("two", 2, record({})),
      fives: table("five", 5, record({}), true),
      fours: table("four", 4, record({})),
    }),
  ),
);

function tables() {
  const words = new GrowingWords(new SharedArrayBuffer(0, { maxByteLength: 2 ** 20 }));
  return { words, tables: new OrderTables(words, sorts) };
}

interface Asked {
  readonly sort: number;
  readonly rank: number;
  readonly groups: readonly (readonly number[])[];
}

/** A table that is asked for: of any sort, by any order, with any groups of two and more places. */
const anyAsked: Arbitrary<Asked> = fc.nat({ max: sorts.length - 1 }).chain((sort) => {
  const size = sizeOf(sort);
  const places = fc.array(fc.nat({ max: 2 }), { minLength: size, maxLength: size });
  return fc.record({
    sort: fc.constant(sort),
    rank: fc.nat({ max: permutationsOf(size).length - 1 }),
    groups: places.map(groupsOf),
  });
});

function sizeOf(sort: number): number {
  return sorts[sort]?.size ?? 0;
}

/** For each place the group that it is in; a place alone is in none. */
function groupsOf(groupOf: readonly number[]): number[][] {
  const groups = [0, 1, 2].map((group) => [...groupOf.keys()].filter((place) => groupOf[place] === group));
  return groups.filter(({ length }) => length > 1);
}

/** What comes of a step's order put before another one, by the definition: alike places hold the least first. */
function composed({ sort, rank, groups }: Asked, before: Uint8Array): Uint8Array {
  const step = permutationsOf(sizeOf(sort))[rank] ?? new Uint8Array();
  const after = [...step].map((place) => before[place] ?? Number.NaN);
  const isAlike = (one: number, other: number) =>
    one === other || groups.some((group) => group.includes(one) && group.includes(other));
  const sorted = after.map((_, place) => {
    const alike = [...after.keys()].filter((other) => isAlike(place, other));
    const held = alike.map((other) => after[other] ?? 0).sort();
    return held[alike.indexOf(place)] ?? Number.NaN;
  });
  return Uint8Array.from(sorted);
}

function isSameTable(one: Asked, other: Asked): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

describe("tables of orders", () => {
  test("each takes every order to that which comes of the step's put before it, alike places in order", () => {
    fc.assert(
      fc.property(fc.array(anyAsked, { minLength: 1 }), (asked) => {
        const { words, tables: made } = tables();
        const offsets = asked.map(({ sort, rank, groups }) => made.offsetOf(sort, rank, made.alike(groups)));
        for (const [index, one] of asked.entries()) {
          const { size, shift } = sorts[one.sort] as ExchangedSort; // one of those that were drawn
          const offset = offsets[index] ?? Number.NaN;
          const expected = permutationsOf(size).map((before) => rankOf(composed(one, before)) * 2 ** shift);
          expect([...words.view.subarray(offset, offset + expected.length)]).toEqual(expected);
          expect(made.ofIdentity(offset)).toBe(expected[0]);
        }
      }),
    );
  });

  test("a table is made once, and another one for other groups, another order, another sort", () => {
    fc.assert(
      fc.property(fc.array(anyAsked, { minLength: 2, maxLength: 30 }), (asked) => {
        const { tables: made } = tables();
        const offsetOf = ({ sort, rank, groups }: Asked) => made.offsetOf(sort, rank, made.alike(groups));
        const offsets = asked.map(offsetOf);
        expect(asked.map(offsetOf)).toEqual(offsets);
        for (const [index, one] of asked.entries())
          for (const [later, other] of asked.entries())
            expect(offsets[index] === offsets[later]).toBe(isSameTable(one, other));
      }),
    );
  });

  test("equal groups have one number, others have others", () => {
    const { tables: made } = tables();
    const all = [
      [],
      [[0, 1]],
      [[0, 1, 2]],
      [
        [0, 1],
        [2, 3],
      ],
      [[0, 1, 2, 3]],
      [
        [0, 2],
        [1, 3],
      ],
    ];
    const ids = all.map((groups) => made.alike(groups).id);
    expect(new Set(ids).size).toBe(all.length);
    expect(all.map((groups) => made.alike(structuredClone(groups)).id)).toEqual(ids);
  });

  test("there is no table of an order, or of a sort, that there is not", () => {
    const { tables: made } = tables();
    expect(() => made.offsetOf(0, 2, made.alike([]))).toThrow(RangeError);
    expect(() => made.offsetOf(sorts.length, 0, made.alike([]))).toThrow(RangeError);
  });
});
