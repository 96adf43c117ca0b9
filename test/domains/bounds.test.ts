import fc from "fast-check";
import { expect, test } from "vitest";
import { kindsFrom, listed, numbered, numberFrom, wordsFrom } from "../../src/domains/bounds.ts";
import { BoundError } from "../../src/model/domain-parts.ts";
import { KINDS } from "../../src/model/kind.ts";
import { LARGEST_NUMBER } from "../../src/model/numbers.ts";

const aboutTheEnds = fc.oneof(
  fc.integer({ min: -3, max: 5 }),
  fc.integer({ min: LARGEST_NUMBER - 3, max: LARGEST_NUMBER + 3 }),
);

test("a number is read from its least on", () => {
  fc.assert(
    fc.property(fc.nat({ max: 3 }), aboutTheEnds, (from, number) => {
      const read = () => numberFrom(from)(String(number));
      if (number >= from && number <= LARGEST_NUMBER) expect(read()).toBe(number);
      else expect(read).toThrow(BoundError);
    }),
  );
});

test("words are read as they are joined, unless one stands twice", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,2}$/), { maxLength: 5 }), (words) => {
      const read = () => wordsFrom(words.join(","));
      if (new Set(words).size === words.length) expect(read()).toEqual(words);
      else expect(read).toThrow("is named twice.");
    }),
  );
});

test("kinds are read in the order given, and nothing else", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...KINDS]), fc.string(), (kinds, other) => {
      expect(kindsFrom(kinds.join(","))).toEqual(kinds);
      fc.pre(!/^[a-z]*(,|$)/.test(other));
      expect(() => kindsFrom(other)).toThrow(BoundError);
    }),
  );
});

test("in words", () => {
  expect([0, 1, 2, 1000].map((number) => numbered(number, "task"))).toEqual([
    "no tasks",
    "1 task",
    "2 tasks",
    "1000 tasks",
  ]);
  expect([[], ["a"], ["a", "b c"]].map((words) => listed("name", words))).toEqual([
    "no names",
    "name a",
    "names a,'b c'",
  ]);
});
