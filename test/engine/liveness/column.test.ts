import fc from "fast-check";
import { expect, test } from "vitest";
import { Column } from "../../../src/engine/liveness/column.ts";

test("a column has what was pushed since it was cleared", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer(), { maxLength: 3000 }), { maxLength: 4 }), (rounds) => {
      const column = new Column();
      for (const pushed of rounds) {
        column.clear();
        for (const number of pushed) column.push(number | 0);
        const expected = pushed.map((number) => number | 0);
        expect([...column.numbers]).toEqual(expected);
        expect(expected.map((_, place) => column.at(place))).toEqual(expected);
        expect(column.length).toBe(pushed.length);
      }
    }),
  );
});
