import fc from "fast-check";
import { expect, test } from "vitest";
import { inShard, isInPart, stretchesOf } from "../../src/engine/shard.ts";

test("the parts of a list are together exactly the list, nothing twice, and none has two more than another", () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer({ min: 1, max: 12 }), (size, of) => {
      const whole = Array.from({ length: size }, (_, index) => index);
      const parts = Array.from({ length: of }, (_, index) => inShard(whole, { number: index + 1, of }));
      expect(parts.flat().toSorted((one, other) => one - other)).toEqual(whole);
      const sizes = parts.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
  expect(inShard(["a"], undefined)).toEqual(["a"]);
});

test("stretches follow on each other and are together exactly the whole, none longer than another by two", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 80 }), (places, wanted) => {
      const whole = Array.from({ length: places }, (_, index) => index);
      const stretches = stretchesOf(places, wanted);
      const parts = stretches.map((stretch) => whole.filter((index) => isInPart(index, stretch)));
      expect(parts.flat()).toEqual(whole);
      const sizes = parts.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(stretches).toHaveLength(Math.min(places, wanted));
    }),
  );
});
