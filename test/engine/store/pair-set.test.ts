import fc from "fast-check";
import { expect, test } from "vitest";
import { Arena } from "../../../src/engine/store/arena.ts";
import { PairSet } from "../../../src/engine/store/pair-set.ts";
import { arenaOf } from "./stores.ts";

const anyNumber = fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(2 ** 20, 2 ** 31 - 2));
const anyPairs = fc.array(fc.tuple(anyNumber, anyNumber), { maxLength: 60, size: "max" });

test("a pair is new once, whatever else there is, also after the set has grown, and for another worker", () => {
  fc.assert(
    fc.property(anyPairs, fc.nat({ max: 60 }), (pairs, growAt) => {
      const buffer = new SharedArrayBuffer(64, { maxByteLength: 2 ** 16 });
      const [set, ofAnother] = [0, 1].map(() => new PairSet(new Arena(buffer, () => true), 64));
      const known = new Set<string>();
      for (const [place, pair] of pairs.entries()) {
        const key = pair.join();
        expect(set?.has(...pair)).toBe(known.has(key));
        expect(ofAnother?.has(...pair)).toBe(known.has(key));
        expect((place % 2 === 0 ? set : ofAnother)?.add(...pair)).toBe(!known.has(key));
        known.add(key);
        if (place !== growAt) continue;
        expect(set?.grow(256)).toBe(true);
        ofAnother?.refresh(256);
      }
      expect(set?.count()).toBe(known.size);
      for (const pair of pairs) expect(ofAnother?.has(...pair)).toBe(true);
    }),
  );
});

test("a set takes as many pairs as it has room for, and one more once it has grown", () => {
  const set = new PairSet(arenaOf(), 8);
  for (let one = 0; one < 7; one++) expect(set.add(one, 7 - one)).toBe(true);
  for (let one = 0; one < 7; one++) expect(set.add(one, 7 - one)).toBe(false);
  expect(set.count()).toBe(7);
  expect(set.grow(16)).toBe(true);
  expect(set.add(7, 7)).toBe(true);
  expect(set.count()).toBe(8);
  expect(set.has(7, 0)).toBe(false);
});

test("however many get into each other's way, none is lost when it grows", () => {
  const set = new PairSet(arenaOf(), 64);
  for (let one = 0; one < 56; one++) set.add(one, 3);
  expect(set.grow(128)).toBe(true);
  for (let one = 0; one < 56; one++) expect(set.has(one, 3)).toBe(true);
  expect(set.count()).toBe(56);
});

test("where there is no memory it does not grow, and loses nothing", () => {
  const set = new PairSet(arenaOf(2 ** 12, 1024), 16);
  set.add(1, 2);
  expect(set.grow(256)).toBe(false);
  expect(set.has(1, 2)).toBe(true);
  expect(set.add(1, 2)).toBe(false);
});
