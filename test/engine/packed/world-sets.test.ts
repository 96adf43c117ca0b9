import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ExactSet, wordsOfExactEntry } from "../../../src/engine/packed/exact-set.ts";
import { FingerprintSet, WORDS_OF_FINGERPRINT } from "../../../src/engine/packed/fingerprint-set.ts";
import type { WorldSet } from "../../../src/engine/packed/world-set.ts";

const CAPACITY = 64;
const LARGEST_CAPACITY = 1024;

function bufferFor(words: number): SharedArrayBuffer {
  const bytes = (capacity: number) => capacity * words * Int32Array.BYTES_PER_ELEMENT;
  return new SharedArrayBuffer(bytes(CAPACITY), { maxByteLength: bytes(LARGEST_CAPACITY) });
}

const SETS: readonly [name: string, make: (length: number) => WorldSet][] = [
  ["fingerprints", (length) => new FingerprintSet(bufferFor(WORDS_OF_FINGERPRINT), CAPACITY, length)],
  ["whole worlds", (length) => new ExactSet(bufferFor(wordsOfExactEntry(length)), CAPACITY, length)],
];

/** Worlds of so many words, with many zeros and repetitions among them. */
const worlds = (length: number) =>
  fc.array(
    fc.array(fc.oneof(fc.constantFrom(0, 1, -1), fc.integer()), { minLength: length, maxLength: length }),
    {
      maxLength: 400,
      size: "max",
    },
  );

describe.each(SETS)("%s", (_, make) => {
  test("a world is new once, whatever grows in between", () => {
    const cases = fc
      .integer({ min: 1, max: 4 })
      .chain((length) => fc.tuple(fc.constant(length), worlds(length)));
    fc.assert(
      fc.property(cases, ([length, added]) => {
        const set = make(length);
        const known = new Set<string>();
        let capacity = CAPACITY;
        for (const world of added) {
          expect(set.add(Int32Array.from(world), 0)).toBe(!known.has(world.join()));
          known.add(world.join());
          if (known.size > capacity / 2) {
            capacity *= 2;
            set.grow(capacity);
          }
        }
        for (const world of added) expect(set.add(Int32Array.from(world), 0)).toBe(false);
      }),
    );
  });

  test("worlds that are added together are new as they are one by one, also where one comes twice", () => {
    const cases = fc
      .integer({ min: 1, max: 4 })
      .chain((length) => fc.tuple(fc.constant(length), fc.array(worlds(length), { maxLength: 3 })));
    fc.assert(
      fc.property(cases, ([length, batches]) => {
        const [together, oneByOne] = [make(length), make(length)];
        for (const set of [together, oneByOne]) set.grow(LARGEST_CAPACITY);
        for (const batch of batches.map((added) => added.slice(0, 200))) {
          const isNew = new Uint8Array(batch.length);
          together.addAll(Int32Array.from(batch.flat()), batch.length, isNew);
          const expected = batch.map((world) => (oneByOne.add(Int32Array.from(world), 0) ? 1 : 0));
          expect([...isNew]).toEqual(expected);
        }
      }),
    );
  });

  test("the words of a world may stand anywhere", () => {
    const set = make(2);
    const words = Int32Array.from([7, 8, 9, 8, 9]);
    expect(set.add(words, 1)).toBe(true);
    expect(set.add(words, 3)).toBe(false);
    expect(set.add(words, 0)).toBe(true);
  });
});
