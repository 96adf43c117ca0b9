import fc from "fast-check";
import { expect, test } from "vitest";
import { columns, NO_BREAK, ruledTable, wrapped } from "../../src/text/columns.ts";

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

const cells = fc.array(
  fc.tuple(
    fc.stringMatching(/^[a-z]{1,9}(-[a-z]{1,9}){0,3}$/),
    fc.stringMatching(/^([a-z]{1,9} ){0,15}[a-z]{1,9}$/),
    fc.nat().map(String),
  ),
  { minLength: 1, maxLength: 5 },
);

test("a ruled table keeps to the width, and loses nothing", () => {
  fc.assert(
    fc.property(cells, fc.integer({ min: 48, max: 120 }), (rows, width) => {
      const lines = ruledTable(["name", "words", "number"], rows, { width }).split("\n");
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      const letters = (text: string) => [...text.replaceAll(/[^a-z\d-]/g, "")].toSorted().join("");
      expect(letters(lines.slice(3).join(""))).toBe(letters(rows.flat().join("")));
    }),
  );
});

test("a ruled table is no wider than it has to be, and parts no word that fits", () => {
  fc.assert(
    fc.property(cells, (rows) => {
      const natural = ruledTable(["name", "words", "number"], rows, { width: 1000 });
      expect(natural.split("\n")).toHaveLength(rows.length + 4);
      const narrow = ruledTable(["name", "words", "number"], rows, { width: 60 });
      for (const word of rows.flatMap(([, words]) => words.split(" "))) expect(narrow).toContain(word);
    }),
  );
});

test("a no-break space is where no line ends", () => {
  const refusals = Array.from({ length: 9 }, (_, index) => `EBUSY${NO_BREAK}${index}`).join(", ");
  const table = ruledTable(["operation", "refused"], [["fork", refusals]], { width: 40 });
  expect(table).not.toContain(NO_BREAK);
  expect(table.match(/EBUSY \d/g)).toHaveLength(9);
});
