import { expect, test } from "vitest";
import { fitted } from "../../src/cli/fitted.ts";

test("a sentence is parted between words, below the beginning of its first", () => {
  expect(fitted("1. Task 2 unshares uts and goes down.\nshort", 20)).toBe(
    "1. Task 2 unshares\n   uts and goes\n   down.\nshort",
  );
  expect(fitted("  indented words go on", 12)).toBe("  indented\n  words go\n  on");
});

test("a table and columns stay as they are", () => {
  const drawn = "│ a cell │ another cell │\n/  1  1  2  3  4  5  6  7  8";
  expect(fitted(drawn, 10)).toBe(drawn);
});

test("colours take no room of a line that fits", () => {
  const text = "\u001b[31mred\u001b[39m and \u001b[1mbold\u001b[22m";
  expect(fitted(text, 12)).toBe(text);
});
