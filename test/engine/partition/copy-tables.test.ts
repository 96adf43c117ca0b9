import fc from "fast-check";
import { expect, test } from "vitest";
import { CopyTables } from "../../../src/engine/partition/copy-tables.ts";
import { partitionsOf } from "../../../src/engine/partition/set-partitions.ts";

/** The values of holders, and for each holder after a call the source of its value: a holder before the call, or new. */
const anyCopy = fc
  .array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 5 })
  .chain((values) =>
    fc
      .array(fc.nat({ max: values.length + 1 }), { maxLength: 5 })
      .map((sources) => ({ values, sources: numberedAsMade(values.length, sources) })),
  );

/** Numbers new values in the order in which holders have them. */
function numberedAsMade(before: number, sources: readonly number[]): number[] {
  const made: number[] = [];
  return sources.map((source) => {
    if (source < before) return source;
    if (!made.includes(source)) made.push(source);
    return before + made.indexOf(source);
  });
}

const blocksOf = (values: readonly unknown[]) => values.map((value) => values.indexOf(value));

test("a table says who shares after a call, whatever the values are", () => {
  const tables = new CopyTables();
  fc.assert(
    fc.property(anyCopy, ({ values, sources }) => {
      const before = partitionsOf(values.length);
      const after = partitionsOf(sources.length);
      const table = tables.at(tables.numberOf(values.length, Uint8Array.from(sources), sources.length));
      const copied = sources.map((source) => (source < values.length ? values[source] : `new ${source}`));
      const partition = before.blocks.findIndex(
        (blocks) => blocksOf([...blocks]).join() === blocksOf(values).join(),
      );
      const expected = after.blocks.findIndex(
        (blocks) => blocksOf([...blocks]).join() === blocksOf(copied).join(),
      );
      expect(table.after[partition]).toBe(expected);
      expect(table.count).toBe(after.count);
    }),
  );
});

test("the same copy has the same number, and another one has not", () => {
  const tables = new CopyTables();
  const numberOf = (before: number, ...sources: number[]) =>
    tables.numberOf(before, Uint8Array.from(sources), sources.length);
  const numbers = [
    numberOf(2, 0, 1),
    numberOf(2, 1, 0),
    numberOf(2, 0),
    numberOf(3, 0, 1),
    numberOf(2, 0, 2),
  ];
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numberOf(2, 1, 0)).toBe(numbers[1]);
  // What follows the sources is left over from an earlier call.
  expect([7, 8].map((left) => tables.numberOf(2, Uint8Array.of(0, 1, left), 2))).toEqual([
    numbers[0],
    numbers[0],
  ]);
});

test("of many copies each has a number of its own, and no other number a table", () => {
  const tables = new CopyTables();
  const few = [0, 1, 2, 3, 4];
  const copies = few.flatMap((a) => few.flatMap((b) => few.flatMap((c) => few.map((d) => [a, b, c, d]))));
  const numbers = () => copies.map((sources) => tables.numberOf(3, Uint8Array.from(sources), sources.length));
  expect(numbers()).toEqual([...copies.keys()]);
  expect(numbers()).toEqual([...copies.keys()]);
  expect(() => tables.at(copies.length)).toThrow("there is no copy table 625");
});
