import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sideBySide } from "../../src/report/side-by-side.ts";

const column = (title: string, ...cells: string[]) => ({ title, cells: cells.map((text) => ({ text })) });

describe("columns side by side", () => {
  test("headings are parted behind their hyphens", () => {
    expect(sideBySide(["x"], [column("one-two", "1"), column("a-b", "2")], 40)).toBe(
      ["   one-  a-b", "   two", "x  1     2"].join("\n"),
    );
  });

  test("stand closer before they take a further block", () => {
    const columns = [column("aa", "1"), column("bb", "2")];
    expect(sideBySide(["x"], columns, 9)).toBe("   aa  bb\nx  1   2");
    expect(sideBySide(["x"], columns, 7)).toBe("  aa bb\nx 1  2");
    expect(sideBySide(["x"], columns, 6)).toBe("  aa\nx 1\n\n  bb\nx 2");
  });

  test("no line is longer than it may be, unless one column is, and every cell is there", () => {
    const titles = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(titles, fc.integer({ min: 20, max: 60 }), (names, width) => {
        const text = sideBySide(
          ["row"],
          names.map((name, index) => column(name, `c${index}`)),
          width,
        );
        for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
        expect(text.match(/c\d+/g)).toEqual(names.map((_, index) => `c${index}`));
      }),
    );
  });

  test("is safe to print", () => {
    expect(sideBySide(["\u001b[2J"], [column("\u001b[1m", "1")], 40)).not.toContain("\u001b");
  });
});
