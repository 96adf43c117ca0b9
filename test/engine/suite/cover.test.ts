import fc from "fast-check";
import { expect, test } from "vitest";
import { cover } from "../../../src/engine/suite/cover.ts";

const sets = fc.array(fc.uniqueArray(fc.nat(9)).map((items) => new Set(items)));

test("what is chosen has all that any has, and nothing of it can be left out", () => {
  fc.assert(
    fc.property(sets, (all) => {
      const has = (places: readonly number[]) => new Set(places.flatMap((place) => [...(all[place] ?? [])]));
      const chosen = cover(all);
      expect(has(chosen)).toEqual(has([...all.keys()]));
      for (const place of chosen)
        expect(has(chosen.filter((other) => other !== place)).size).toBeLessThan(has(chosen).size);
    }),
  );
});

test("the first is taken of those that are alike, and one that has all alone", () => {
  expect(cover([new Set([1]), new Set([1, 2]), new Set([1, 2]), new Set([2])])).toEqual([1]);
  expect(cover([new Set(), new Set()])).toEqual([]);
});
