import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Arena } from "../../../src/engine/store/arena.ts";
import { type GrowingBuffer, growingBuffer } from "../../../src/engine/store/growing-buffer.ts";

const WORD = 4;
const MOST = 4096;

describe.each([true, false])("in memory that is shared (%s)", (isShared) => {
  test("there is room for as many words as were asked for, what stood there stays, and no more is taken than is allowed", () => {
    const anyWishes = fc.array(fc.nat({ max: 1500 }), { maxLength: 10 });
    fc.assert(
      fc.property(anyWishes, fc.nat({ max: MOST }), (wishes, allowed) => {
        let taken = 64;
        const arena = new Arena(growingBuffer(isShared, 64, MOST), (bytes) => {
          expect(bytes).toBeGreaterThan(0);
          if (taken + bytes > allowed) return false;
          taken += bytes;
          return true;
        });
        arena.words.fill(7);
        for (const wish of wishes) {
          const before = arena.words.length;
          const isRoom = arena.reserve(wish);
          if (isRoom) expect(arena.words.length).toBeGreaterThanOrEqual(wish);
          else expect(arena.words).toHaveLength(before);
          if (wish <= before) expect(isRoom).toBe(true);
          if (wish * WORD > Math.max(MOST, 64)) expect(isRoom).toBe(false);
          if (wish * WORD * 1.5 + before * WORD * 1.5 + WORD <= allowed) expect(isRoom).toBe(true);
          expect(arena.words.buffer.byteLength).toBe(taken);
          expect(arena.words.length).toBe(Math.floor(taken / WORD));
          expect([...arena.words.subarray(0, 16)]).toEqual(Array.from({ length: 16 }, () => 7));
        }
      }),
    );
  });

  test("it grows by half at least, so that there is seldom need to, and to the last word", () => {
    const asked: number[] = [];
    const arena = new Arena(growingBuffer(isShared, 64, MOST), (bytes) => asked.push(bytes) > 0);
    for (let length = 17; length <= MOST / WORD; length++) expect(arena.reserve(length)).toBe(true);
    expect(asked).toEqual([32, 48, 72, 108, 164, 244, 368, 552, 828, 1240, 376]);
    expect(arena.reserve(MOST / WORD + 1)).toBe(false);
  });
});

test("what another worker has made larger needs no leave", () => {
  const buffer = new SharedArrayBuffer(64, { maxByteLength: MOST });
  const [one, other] = [() => true, () => false].map((mayTake) => new Arena(buffer, mayTake));
  expect(other?.reserve(17)).toBe(false);
  expect(one?.reserve(17)).toBe(true);
  expect(other?.reserve(17)).toBe(true);
  expect(other?.words).toHaveLength(24);
});

test("another worker may make it larger at the same time", () => {
  const buffer = new SharedArrayBuffer(64, { maxByteLength: MOST });
  const arena = new Arena(buffer, () => {
    buffer.grow(200);
    return true;
  });
  expect(arena.reserve(20)).toBe(true);
  expect(arena.words).toHaveLength(50);
});

describe("where memory does not grow though it may", () => {
  class Stuck extends ArrayBuffer {
    readonly #error: Error;

    constructor(error: Error) {
      super(64, { maxByteLength: MOST });
      this.#error = error;
    }

    override resize(): void {
      throw this.#error;
    }
  }
  const reserve = (buffer: GrowingBuffer): boolean => new Arena(buffer, () => true).reserve(100);

  test("there is no room, where memory is at an end", () => {
    expect(reserve(new Stuck(new RangeError("no memory")))).toBe(false);
  });

  test("any other error is not taken for that", () => {
    expect(() => reserve(new Stuck(new TypeError("another")))).toThrow("another");
  });
});

test("a buffer has room for what it begins with, whatever the most", () => {
  expect(growingBuffer(false, 64, 8).maxByteLength).toBe(64);
  expect(growingBuffer(true, 64, 128)).toBeInstanceOf(SharedArrayBuffer);
  expect(growingBuffer(false, 64, 128)).toBeInstanceOf(ArrayBuffer);
});
