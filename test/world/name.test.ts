import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isName, unnamed } from "../../src/world/name.ts";
import { anyCharacter } from "../any-character.ts";

describe("isName (N1)", () => {
  test.each([0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff])(
    "255 bytes of the character %i are a name, and 256 are none",
    (code) => {
      const character = String.fromCodePoint(code);
      const size = Buffer.byteLength(character, "utf8");
      const name = character.repeat(Math.floor(255 / size)) + "x".repeat(255 % size);
      expect([isName(name), isName(`${name}x`)]).toEqual([true, false]);
    },
  );

  test("agrees with the bytes that Node's own encoder writes", () => {
    const text = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 300, size: "max" }),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(text, (name) => {
        const bytes = Buffer.byteLength(name, "utf8");
        const isPlain = !name.includes("/") && !name.includes("\0") && name !== "." && name !== "..";
        expect(isName(name)).toBe(isPlain && bytes >= 1 && bytes <= 255);
      }),
    );
  });

  test.each(["a", "...", ".a", " ", "-", "x".repeat(255), "é".repeat(127), "\u{1f4e6}".repeat(63)])(
    "%j is a name",
    (name) => {
      expect(isName(name)).toBe(true);
    },
  );

  test.each([
    "",
    ".",
    "..",
    "/",
    "a/b",
    "a\0",
    "x".repeat(256),
    "é".repeat(128),
    "\u{1f4e6}".repeat(64),
    "\ud800",
  ])("%j is none", (name) => {
    expect(isName(name)).toBe(false);
  });
});

describe("unnamed (N2)", () => {
  test("goes on behind the names that are ready made", () => {
    const taken = new Set(Array.from({ length: 40 }, (_, index) => `unnamed${index + 1}`));
    expect(unnamed((name) => taken.has(name))).toBe("unnamed41");
  });

  test("takes the lowest K from 1 that is free, a gap before the end", () => {
    const taken = new Set(["unnamed1", "unnamed3", "unnamed02"]);
    expect(unnamed((name) => taken.has(name))).toBe("unnamed2");
  });

  test("starts at 1", () => {
    expect(unnamed(() => false)).toBe("unnamed1");
  });
});
