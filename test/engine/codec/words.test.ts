import fc from "fast-check";
import { expect, test } from "vitest";
import { areEqual, hashOf } from "../../../src/engine/codec/words.ts";

const anyWords = fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 4 });

test("words are equal to those from a place on where each is", () => {
  fc.assert(
    fc.property(anyWords, anyWords, anyWords, (before, one, other) => {
      const isEqual = one.every((word, place) => word === other[place]);
      const equalTo = (words: readonly number[]): boolean =>
        areEqual(Int32Array.from(one), Int32Array.from([...before, ...words]), before.length);
      expect([equalTo(other), equalTo([...one, ...other])]).toEqual([isEqual, true]);
    }),
  );
});

test("a hash is of its seed, of each of its words, and of none beside them", () => {
  const words = fc.array(fc.integer(), { minLength: 1, maxLength: 4 });
  const hash = (seed: number, ...parts: readonly (readonly number[])[]): number =>
    hashOf(seed, Int32Array.from(parts.flat()), parts[0]?.length ?? 0, parts[1]?.length ?? 0);
  fc.assert(
    fc.property(words, words, words, fc.nat(), (before, hashed, after, place) => {
      const found = hash(1, before, hashed, after);
      expect(hash(1, [], hashed, [])).toBe(found);
      expect(hash(2, before, hashed, after)).not.toBe(found);
      const other = hashed.map((word, at) => (at === place % hashed.length ? word ^ 1 : word));
      expect(hash(1, before, other, after)).not.toBe(found);
    }),
  );
});
