import fc from "fast-check";
import { expect, test } from "vitest";
import { ABSENT } from "../../../src/engine/symmetry/code-of-colours.ts";
import { rankByColour, sink } from "../../../src/engine/symmetry/sort-rows.ts";

test("elements are numbered by colour, then those that are not there, and it is told whether two have one colour", () => {
  const anyColours = fc.array(fc.oneof(fc.nat({ max: 5 }), fc.constant(undefined)), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(anyColours, fc.nat({ max: 5 }), fc.nat({ max: 3 }), (drawn, before, rank) => {
      const colours = Int32Array.from([
        before,
        ...drawn.map((colour, index) => colour ?? ABSENT + 1 + index),
        before,
      ]);
      const numbers = new Int32Array(colours.length).fill(-1);
      const isTied = rankByColour(colours, numbers, 1, drawn.length, rank);
      const elements = drawn.map((_, index) => index + 1);
      const there = elements.filter((element) => drawn[element - 1] !== undefined);
      const inOrder = [
        ...there.toSorted((one, other) => (colours[one] ?? 0) - (colours[other] ?? 0)),
        ...elements.filter((element) => drawn[element - 1] === undefined),
      ];
      expect(inOrder.map((element) => numbers[element])).toEqual(elements.map((_, index) => rank + index));
      expect([numbers[0], numbers.at(-1)]).toEqual([-1, -1]);
      expect(isTied).toBe(new Set(there.map((element) => colours[element])).size < there.length);
    }),
  );
});

test("rows that sink one after the other are in the order of what they hold", () => {
  const anyRows = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })), { maxLength: 6 });
  fc.assert(
    fc.property(anyRows, (rows) => {
      const width = 3;
      const form = new Int32Array(1 + width * rows.length + width).fill(9);
      for (const [index, row] of rows.entries()) {
        form.set([1, ...row], 1 + index * width);
        sink(form, 1, 1 + index * width, width);
      }
      const sorted = rows.toSorted((one, other) => one[0] - other[0] || one[1] - other[1]);
      expect([...form]).toEqual([9, ...sorted.flatMap((row) => [1, ...row]), 9, 9, 9]);
    }),
  );
});
