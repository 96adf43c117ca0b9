import fc from "fast-check";
import { expect, test } from "vitest";
import { columns, ruledTable, wrapped } from "../../src/report/columns.ts";

test("columns are as wide as what stands in them, colours and wide characters counted as they look", () => {
  expect(
    columns([
      ["日本", "x"],
      ["\u001b[36mabcde\u001b[39m", "y"],
      ["", ""],
    ]),
  ).toBe("日本   x\n\u001b[36mabcde\u001b[39m  y\n");
});

test("a ruled table has a heading and a line for each line of its cells", () => {
  expect(ruledTable(["a", "b"], [["1", "2\n3"]]).split("\n")).toEqual([
    "┌───┬───┐",
    "│ a │ b │",
    "├───┼───┤",
    "│ 1 │ 2 │",
    "│   │ 3 │",
    "└───┴───┘",
  ]);
});

test("a wrapped text keeps its words in lines that fit, and parts a word only where it has to", () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "é"), minLength: 1, maxLength: 25 }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 5, max: 20 }), (text, width) => {
      const lines = wrapped(text.join(" "), width).split("\n");
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.join(""));
      for (const word of text.filter(({ length }) => length <= width))
        expect(lines.some((line) => line.split(" ").includes(word))).toBe(true);
    }),
  );
});

test("a line takes as many words as fit", () => {
  expect(wrapped("aa bb cc d eeeeeeeeee", 5)).toBe("aa bb\ncc d\neeeee\neeeee");
  expect(wrapped("", 5)).toBe("");
});
