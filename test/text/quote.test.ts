import fc from "fast-check";
import { expect, test } from "vitest";
import { quote } from "../../src/text/quote.ts";
import { anyCharacter } from "../any-character.ts";

const anyOrControl = fc.oneof(
  anyCharacter,
  fc.constantFrom("\n", "\u001b", "\u007f", "\u009b", "\u2028", "\u202e", "\u2066"),
);

test("any text stands on one line and moves no terminal", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyOrControl }), (text) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(quote(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});

test("a text that is not cut off can be read back", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 40 }), (text) => {
      expect(JSON.parse(quote(text))).toBe(text);
    }),
  );
});

test("a long text is cut off", () => {
  expect(quote("abcdef", 3)).toBe('"abc…"');
});
