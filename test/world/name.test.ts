import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isName, unnamed } from "../../src/world/name.ts";

describe("isName (N1)", () => {
  test("agrees with the bytes that Node's own encoder writes", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300, size: "max" }),
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
  test("takes the lowest K from 1 that is free, a gap before the end", () => {
    const taken = new Set(["unnamed1", "unnamed3", "unnamed02"]);
    expect(unnamed((name) => taken.has(name))).toBe("unnamed2");
  });

  test("starts at 1", () => {
    expect(unnamed(() => false)).toBe("unnamed1");
  });
});
