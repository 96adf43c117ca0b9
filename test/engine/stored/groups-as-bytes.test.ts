import fc from "fast-check";
import { expect, test } from "vitest";
import { addCombinations, bitOf, countBits, groupOf } from "../../../src/engine/stored/groups.ts";
import { decodeGroups, encodeGroups } from "../../../src/engine/stored/groups-as-bytes.ts";
import { compareKeys } from "../../../src/engine/stored/key.ts";

const word = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer());
/** Any combination of partitions, up to the largest number that one can have. */
const combination = fc.oneof(fc.nat(100), fc.nat(2 ** 31 - 1));

test("groups in order are the same after they were bytes", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }).chain((width) =>
        fc.record({
          width: fc.constant(width),
          isFolded: fc.boolean(),
          keys: fc.array(fc.array(word, { minLength: width, maxLength: width })),
          bit: fc.integer(),
        }),
      ),
      ({ width, isFolded, keys, bit }) => {
        const inOrder = keys
          .map((key) => Int32Array.from(key))
          .sort((one, other) => compareKeys(one, 0, other, 0, width));
        const groups = {
          count: keys.length,
          keys: Int32Array.from(inOrder.flatMap((key) => [...key])),
          bits: Int32Array.from(keys, (_, place) => (isFolded ? bit ^ place : 1)),
        };
        expect(decodeGroups(encodeGroups(groups, { width, isFolded }), { width, isFolded })).toEqual(groups);
      },
    ),
  );
});

test("combinations are the same, in order, after they were bits of groups", () => {
  fc.assert(
    fc.property(fc.uniqueArray(combination), (all) => {
      const groups = new Map<number, number>();
      for (const one of all) groups.set(groupOf(one), (groups.get(groupOf(one)) ?? 0) | bitOf(one));
      const found: number[] = [];
      let count = 0;
      for (const [group, bits] of [...groups].sort(([one], [other]) => one - other)) {
        addCombinations(group, bits, found);
        count += countBits(bits);
      }
      expect(found).toEqual(all.toSorted((one, other) => one - other));
      expect(count).toBe(all.length);
    }),
  );
});
