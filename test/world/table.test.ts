import fc from "fast-check";
import { expect, test } from "vitest";
import type { TaskNumber } from "../../src/model/numbers.ts";
import { add, at, count, find, living, release, type Table, tableOf } from "../../src/world/table.ts";

test("a table does what a sorted map with the lowest free number does (W2)", () => {
  const steps = fc.array(fc.oneof(fc.constant("add" as const), fc.nat({ max: 12 })), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (taken) => {
      const table: Table<TaskNumber, { row: number }> = tableOf();
      const model = new Map<number, { row: number }>();
      taken.forEach((step, index) => {
        if (step === "add") {
          let lowest = 1;
          while (model.has(lowest)) lowest++;
          model.set(lowest, { row: index });
          expect(add(table, { row: index })).toBe(lowest);
        } else {
          const number = living(table)[step];
          if (number === undefined) return;
          release(table, number);
          model.delete(number);
        }
        expect(living(table)).toEqual([...model.keys()].sort((a, b) => a - b));
        expect(count(table)).toBe(model.size);
        for (const number of living(table)) expect(at(table, number)).toEqual(model.get(number));
      });
    }),
  );
});

test("tables with the same rows are written alike, however they came to them", () => {
  const table = tableOf<TaskNumber, string>("a");
  const number = add(table, "b");
  release(table, number);
  expect(JSON.stringify(table)).toBe(JSON.stringify(tableOf("a")));
});

test("a number that does not live is found missing, and never taken for a row", () => {
  const table = tableOf<TaskNumber, string>("a", "b");
  const [first, second] = living(table);
  if (first === undefined || second === undefined) throw new Error("two rows were given");
  release(table, first);
  expect(find(table, first)).toBeUndefined();
  expect(find(table, second)).toBe("b");
  expect(() => at(table, first)).toThrow(/in use but not live/);
});
