import fc from "fast-check";
import { expect, test } from "vitest";
import { areEqual } from "../../../src/engine/codec/words.ts";

const anyWords = fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 4 });

test("words are equal to those from a place on where each is", () => {
  fc.assert(
    fc.property(anyWords, anyWords, anyWords, (before, one, other) => {
      const isEqual = one.every((word, place) => word === other[place]);
      expect(areEqual(Int32Array.from(one), Int32Array.from([...before, ...other]), before.length)).toBe(
        isEqual,
      );
    }),
  );
});
