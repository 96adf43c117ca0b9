import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../../src/engine/seeded-random.ts";
import { Turns } from "../../src/engine/turns.ts";

const things = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 });

test("after so many rounds each has had so many turns", () => {
  fc.assert(
    fc.property(things, fc.nat({ max: 5 }), fc.integer(), (all, rounds, seed) => {
      const turns = new Turns(randomFrom(seed));
      for (let turn = 0; turn < rounds * all.length; turn++) turns.next(all, (thing) => thing);
      expect(all.map((thing) => turns.of(thing))).toEqual(all.map(() => rounds));
      expect(turns.mean()).toBe(rounds);
    }),
  );
});

test("what will not do has had no turn, and nothing comes of it where none will", () => {
  fc.assert(
    fc.property(things, fc.string(), fc.integer(), (all, wanted, seed) => {
      const turns = new Turns(randomFrom(seed));
      const taken = turns.firstOf(
        [...all, wanted],
        (thing) => thing,
        (thing) => (thing === wanted ? thing : undefined),
      );
      expect(taken).toBe(wanted);
      expect(all.filter((thing) => thing !== wanted && turns.of(thing) > 0)).toEqual([]);
      expect(turns.firstOf(all, String, () => undefined)).toBeUndefined();
    }),
  );
});
