import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inQuotes, printable, quoted, shortened } from "../../src/text/printable.ts";
import { anyCharacter } from "../any-character.ts";

/** Control, format, surrogate and private characters, line ends of every sort, and every space but the plain one. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

const anyText = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.string({
    unit: fc.constantFrom("a", "/", "'", "\\", " ", "\n", "\u001b", "\u202e", "\u00a0", "\ud800", "é", "日"),
  }),
);

describe("a text that anyone may have made up", () => {
  test("keeps no character that a person cannot see", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const safe of [printable(text), quoted(text), inQuotes(text)]) expect(safe).not.toMatch(HIDDEN);
      }),
    );
  });

  test("is never printed like another text", () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        fc.pre(one !== other);
        expect(printable(one)).not.toBe(printable(other));
        expect(quoted(one)).not.toBe(quoted(other));
      }),
    );
  });

  test.each([
    ["/vserver1/calculate_pi", "/vserver1/calculate_pi"],
    ["/日本語/é", "/日本語/é"],
    ["my job", "'my job'"],
    ["it's", "'it\\'s'"],
    ["a\u001b[31mb", "'a\\u{1b}[31mb'"],
    ["a\nb\tc", "'a\\nb\\tc'"],
    ["a\\nb", "'a\\\\nb'"],
    ["", "''"],
    ["..", "'..'"],
    ["/a.", "'/a.'"],
    ["\u202egnp", "'\\u{202e}gnp'"],
  ])("%j stands in a sentence as %s", (text, expected) => expect(quoted(text)).toBe(expected));
});

describe("a text in a narrow place", () => {
  test("is as it was, or exactly as wide as the place, with both of its ends", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme-ascii", maxLength: 60 }),
        fc.integer({ min: 3, max: 50 }),
        (text, width) => {
          const short = shortened(text, width);
          if (text.length <= width) expect(short).toBe(text);
          else {
            expect(short).toHaveLength(width);
            const [head = "", tail = ""] = short.split("…");
            expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
            expect(Math.abs(head.length - tail.length)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
