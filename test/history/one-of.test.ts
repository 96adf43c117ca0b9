import { expect, test } from "vitest";
import { help, noneOf } from "../../src/history/one-of.ts";

const CHOICES = ["fork", "unshare", "setns"];

test("a slip is recognised", () => {
  expect(noneOf("unshrae", "operation", CHOICES)).toBe(`"unshrae" is no operation: did you mean "unshare"?`);
});

test.each(["mount", "x".repeat(10_000_000)])("to another word all choices are named", (word) => {
  expect(help(word, CHOICES)).toBe(" (it may be fork, unshare, setns)");
});

test("where there is no choice, none is named", () => {
  expect(help("fork", [])).toBe("");
});
