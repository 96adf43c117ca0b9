import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ExactSet, wordsOfExactEntry } from "../../../src/engine/packed/exact-set.ts";
import { FingerprintSet, WORDS_OF_FINGERPRINT } from "../../../src/engine/packed/fingerprint-set.ts";
import { IS_KNOWN, IS_NEW, type WorldSet } from "../../../src/engine/packed/world-set.ts";

const CAPACITY = 64;
const LARGEST_CAPACITY = 4096;
const OPERATIONS = 4;

function bufferFor(bytesOfEntry: number): SharedArrayBuffer {
  return new SharedArrayBuffer(CAPACITY * bytesOfEntry, { maxByteLength: LARGEST_CAPACITY * bytesOfEntry });
}

const wordsFor = (words: number) => bufferFor(words * Int32Array.BYTES_PER_ELEMENT);

const SETS: readonly [name: string, make: (length: number) => WorldSet][] = [
  ["fingerprints", (length) => new FingerprintSet(wordsFor(WORDS_OF_FINGERPRINT), CAPACITY, length)],
  ["whole worlds", (length) => new ExactSet(wordsFor(wordsOfExactEntry(length)), CAPACITY, length)],
];

/** A world of so many words, with many zeros and repetitions among them. */
const anyWorld = (length: number) =>
  fc.array(fc.oneof(fc.constantFrom(0, 1, -1), fc.integer()), { minLength: length, maxLength: length });

/** What is found on some levels: worlds, and the operation that leads to each. */
const anyLevels = (length: number) =>
  fc.array(
    fc.array(fc.tuple(anyWorld(length), fc.nat({ max: OPERATIONS - 1 })), { maxLength: 200, size: "max" }),
    { maxLength: 4 },
  );

const anyCase = fc
  .integer({ min: 1, max: 4 })
  .chain((length) => fc.tuple(fc.constant(length), anyLevels(length)));

describe.each(SETS)("%s", (_, make) => {
  test("a world is new once, and of its level reached by the least operation, whatever grows in between", () => {
    fc.assert(
      fc.property(anyCase, ([length, levels]) => {
        const set = make(length);
        const known = new Set<string>();
        let capacity = CAPACITY;
        for (const [level, found] of levels.entries()) {
          const reachedBy = new Map<string, number>();
          for (const [world, operation] of found) {
            const text = world.join();
            const before = reachedBy.get(text);
            const isTakenOver = before !== undefined && operation < before;
            const expected = known.has(text) ? (isTakenOver ? before : IS_KNOWN) : IS_NEW;
            expect(set.add(Int32Array.from(world), 0, operation, level)).toBe(expected);
            if (expected !== IS_KNOWN) reachedBy.set(text, operation);
            known.add(text);
            if (known.size <= capacity / 2) continue;
            capacity *= 2;
            set.grow(capacity);
          }
        }
        for (const [world] of levels.flat())
          expect(set.add(Int32Array.from(world), 0, 0, levels.length)).toBe(IS_KNOWN);
      }),
    );
  });

  test("a world is marked once, on the level on which it was found, until the marks are taken away", () => {
    fc.assert(
      fc.property(anyCase, fc.boolean(), ([length, levels], grows) => {
        const set = make(length);
        const levelOf = new Map<string, number>();
        for (const [level, found] of levels.entries()) {
          for (const [world] of found) {
            if (levelOf.size > CAPACITY / 2 && !grows) continue;
            if (levelOf.size === CAPACITY / 2) set.grow(LARGEST_CAPACITY);
            set.add(Int32Array.from(world), 0, 0, level);
            if (!levelOf.has(world.join())) levelOf.set(world.join(), level);
          }
        }
        for (let round = 0; round < 2; round++) {
          const marked = new Set<string>();
          for (const [level, found] of levels.entries()) {
            for (const [world] of found) {
              const text = world.join();
              const isFirst = levelOf.get(text) === level && !marked.has(text);
              expect(set.mark(Int32Array.from(world), 0, level)).toBe(isFirst);
              if (isFirst) marked.add(text);
            }
          }
          set.unmarkAll();
        }
      }),
    );
  });

  test("the words of a world may stand anywhere", () => {
    const set = make(2);
    const words = Int32Array.from([7, 8, 9, 8, 9]);
    expect(set.add(words, 1, 0, 0)).toBe(IS_NEW);
    expect(set.add(words, 3, 0, 0)).toBe(IS_KNOWN);
    expect(set.add(words, 0, 0, 0)).toBe(IS_NEW);
  });
});
