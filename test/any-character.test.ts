import fc from "fast-check";
import { expect, test } from "vitest";
import { anyCharacter } from "./any-character.ts";

test.each(["\0", "a", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}"])("%j is one", (character) => {
  expect(anyCharacter.canShrinkWithoutContext(character)).toBe(true);
  // It shrinks by its place among the characters, from which it is made.
  const [smallest] = anyCharacter.shrink(character, undefined);
  expect(smallest?.value ?? character).toBe("\0");
});

test.each(["", "ab", "\ud800", "\udfff", 7])("%j is none", (value) => {
  expect(anyCharacter.canShrinkWithoutContext(value)).toBe(false);
});

test("each that is drawn is whole, and can be written in UTF-8", () => {
  fc.assert(
    fc.property(anyCharacter, (character) => {
      expect([...character]).toHaveLength(1);
      expect(Buffer.from(character, "utf8").toString("utf8")).toBe(character);
    }),
  );
});
