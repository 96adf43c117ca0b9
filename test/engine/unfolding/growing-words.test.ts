import { expect, test } from "vitest";
import { GrowingWords } from "../../../src/engine/unfolding/growing-words.ts";

const MOST_WORDS = 2 ** 16;

function bufferOf(words: number): SharedArrayBuffer {
  return new SharedArrayBuffer(words * 4, { maxByteLength: MOST_WORDS * 4 });
}

test("what was written stays where it is as room is made for more", () => {
  const words = new GrowingWords(bufferOf(2));
  words.view.set([7, 8]);
  for (const length of [3, 5_000, 5_001, 30_000]) {
    words.reserve(length);
    expect(words.view.length).toBeGreaterThanOrEqual(length);
    words.view[length - 1] = length;
  }
  expect([0, 1, 2, 4_999, 5_000, 29_999].map((at) => words.view[at])).toEqual([
    7, 8, 3, 5_000, 5_001, 30_000,
  ]);
});

test("where there is room nothing changes", () => {
  const words = new GrowingWords(bufferOf(8));
  const { view } = words;
  words.reserve(8);
  expect(words.view).toBe(view);
});

test("another view of the words has the new room once it is refreshed", () => {
  const buffer = bufferOf(2);
  const [one, other] = [new GrowingWords(buffer), new GrowingWords(buffer)];
  one.reserve(10_000);
  one.view[9_999] = 5;
  expect(other.view).toHaveLength(2);
  other.refresh();
  expect(other.view).toHaveLength(one.view.length);
  expect(other.view[9_999]).toBe(5);
  const { view } = other;
  other.refresh();
  expect(other.view).toBe(view);
});

test("there can be as many as the buffer may hold, and no more", () => {
  const words = new GrowingWords(bufferOf(2));
  words.reserve(MOST_WORDS);
  expect(words.view).toHaveLength(MOST_WORDS);
  expect(() => words.reserve(MOST_WORDS + 1)).toThrow(RangeError);
  expect(words.view).toHaveLength(MOST_WORDS);
});

test("it says when it comes near its end, before there is no room", () => {
  const words = new GrowingWords(bufferOf(2));
  words.reserve(MOST_WORDS / 2);
  expect(words.isNearItsEnd).toBe(false);
  words.reserve((MOST_WORDS * 4) / 5);
  expect(words.isNearItsEnd).toBe(true);
});
