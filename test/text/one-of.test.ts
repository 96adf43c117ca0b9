import { expect, test } from "vitest";
import { choicesInWords, noneOf } from "../../src/text/one-of.ts";

const CHOICES = ["fork", "unshare", "setns"];

test("a slip is recognised", () => {
  expect(noneOf("unshrae", "operation", CHOICES)).toBe(
    `"unshrae" is not an operation: did you mean "unshare"?`,
  );
});

test.each(["mount", "x".repeat(10_000_000)])("to another word all choices are named", (word) => {
  expect(choicesInWords(word, CHOICES)).toBe(" (it may be fork, unshare, setns)");
});

test("in a long word more letters may be wrong", () => {
  expect(choicesInWords("never-leave-it", ["never-leaves", "nothing-leaks"])).toBe(
    ': did you mean "never-leaves"?',
  );
});

test("of many choices none is named", () => {
  const many = Array.from({ length: 20 }, (_, index) => `a-long-choice-${index}`);
  expect(choicesInWords("mount", many)).toBe("");
});

test("where there is no choice, none is named", () => {
  expect(choicesInWords("fork", [])).toBe("");
});
