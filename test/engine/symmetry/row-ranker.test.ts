import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Layout, layOut } from "../../../src/engine/codec/layout.ts";
import { elementsOf } from "../../../src/engine/symmetry/elements.ts";
import { RowRanker } from "../../../src/engine/symmetry/row-ranker.ts";
import { list, oneOf, record, reference, referenceOr, table } from "../../../src/model/shape.ts";

const mark = oneOf(0, 1, 2);

/** Things that are referred to, and rows that nothing refers to: with one reference, with two and a fixed first row, and a single fixed row. */
const layout = layOut(
  record({
    things: table("thing", 3, record({ mark })),
    notes: list(4, record({ mark, of: reference("thing", 3) }), "note"),
    links: table(
      "link",
      4,
      record({ from: referenceOr(null, "thing", 3), to: reference("thing", 3), mark }),
      true,
    ),
    only: table("only", 1, record({ mark }), true),
  }),
);
const elements = elementsOf(layout);
const ranker = new RowRanker(elements);
const sorts = new Map(elements.sorts.map((sort) => [sort.rows[0]?.sort, sort]));

const anyWorld = ({ slots, rows }: Layout) =>
  fc
    .tuple(
      fc.tuple(...slots.map(({ largest }) => fc.nat(largest))),
      fc.array(fc.boolean(), { minLength: rows.length, maxLength: rows.length }),
    )
    .map(([drawn, isThere]) => {
      const values = Int32Array.from(drawn);
      for (const [index, { from, to }] of rows.entries())
        if (isThere[index]) values[from] = 1;
        else values.fill(0, from, to);
      return values;
    });

/** The new numbers of the things, which are ranked earlier. */
const anyNumbers = fc.shuffledSubarray([1, 2, 3], { minLength: 3, maxLength: 3 });

function ranked(values: Int32Array, things: readonly number[]): Int32Array {
  const numbers = new Int32Array(elements.count).fill(99);
  const base = sorts.get("thing")?.base ?? 0;
  numbers.set([0, ...things], base);
  ranker.rank(values, numbers);
  expect([...numbers.subarray(base, base + 4)]).toEqual([0, ...things]);
  return numbers;
}

describe.each(["note", "link", "only"])("rows of %s, which nothing refers to,", (name) => {
  const sort = sorts.get(name);
  if (sort === undefined) throw new Error(`there are no rows of ${name}`);
  const { base, rows } = sort;

  test("have each a number of their own, the fixed ones theirs", () => {
    fc.assert(
      fc.property(anyWorld(layout), anyNumbers, (values, things) => {
        const numbers = ranked(values, things);
        const own = [...numbers.subarray(base, base + rows.length + 1)];
        expect([...own].sort((one, other) => one - other)).toEqual([...own.keys()]);
        expect(own[0]).toBe(0);
        for (const { isFixed, number } of rows) if (isFixed) expect(own[number]).toBe(number);
      }),
    );
  });

  test("are in the order of what they hold once it is renumbered, those that hold the same in their own, and behind them those that are missing in theirs", () => {
    fc.assert(
      fc.property(anyWorld(layout), anyNumbers, (values, things) => {
        const numbers = ranked(values, things);
        const held = ({ from, to }: (typeof rows)[number]): number[] =>
          Array.from({ length: to - from - 1 }, (_, index) => {
            const slot = from + 1 + index;
            const of = elements.baseOf[slot];
            const value = values[slot] ?? 0;
            return of === undefined ? value : (numbers[of + value] ?? 0);
          });
        const order = rows
          .filter(({ isFixed }) => !isFixed)
          .map((row) => ({ number: row.number, key: [values[row.from] === 0 ? 1 : 0, ...held(row)] }))
          .sort((one, other) => lexical(one.key, other.key));
        const fixed = rows.length - order.length;
        expect(order.map(({ number }) => numbers[base + number])).toEqual(
          order.map((_, place) => fixed + 1 + place),
        );
      }),
    );
  });
});

function lexical(one: readonly number[], other: readonly number[]): number {
  for (const [place, value] of one.entries()) {
    const difference = value - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
