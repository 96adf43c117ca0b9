import fc from "fast-check";
import { expect, test } from "vitest";
import { PairSet } from "../../../src/engine/store/pair-set.ts";
import { SeenCombinations } from "../../../src/engine/store/seen-combinations.ts";
import { arenaOf } from "./stores.ts";

/** Forms of both kinds: with few combinations, which have a bit each, and with many, which are kept in a set. */
const COUNTS = [1, 31, 33, 4096, 4097, 2 ** 31 - 1];

const anySeen = fc.array(
  fc.nat({ max: COUNTS.length - 1 }).chain((form) =>
    fc.record({
      form: fc.constant(form),
      combination: fc.oneof(
        fc.nat({ max: Math.min(3, (COUNTS[form] ?? 1) - 1) }),
        fc.nat({ max: (COUNTS[form] ?? 1) - 1 }),
      ),
    }),
  ),
  { maxLength: 60 },
);

function begun() {
  const pairs = new PairSet(arenaOf(), 128);
  const control = new Int32Array(new SharedArrayBuffer(4));
  const seen = new SeenCombinations({ forms: arenaOf(), bits: arenaOf() }, pairs, control, 0);
  for (const [form, count] of COUNTS.entries()) expect(seen.begin(form, count, form % 2 === 0)).toBe(true);
  return { seen, pairs };
}

test("a combination is new once, with each form by itself", () => {
  fc.assert(
    fc.property(anySeen, (all) => {
      const { seen, pairs } = begun();
      const known = new Set<string>();
      for (const [place, { form, combination }] of all.entries()) {
        const key = `${form} ${combination}`;
        expect(seen.has(form, combination)).toBe(known.has(key));
        expect(seen.add(form, combination)).toBe(!known.has(key));
        known.add(key);
        if (place === 30) expect(pairs.grow(512)).toBe(true);
      }
      for (const { form, combination } of all) expect(seen.has(form, combination)).toBe(true);
    }),
  );
});

test("it is told of a form whether its combinations are each another state", () => {
  const { seen } = begun();
  expect(COUNTS.map((_, form) => seen.isRigid(form))).toEqual(COUNTS.map((_, form) => form % 2 === 0));
});
