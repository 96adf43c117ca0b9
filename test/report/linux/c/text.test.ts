import { expect, test } from "vitest";
import { blockComment, comment, quoted, statement } from "../../../../src/report/linux/c/text.ts";

test("what would end a text or a comment does not", () => {
  expect(quoted('a "b" \\')).toBe('"a \\"b\\" \\\\"');
  expect(comment("a */ b")).toBe("\t/* a * / b */");
});

test("a long statement is broken between arguments and behind operators, and never in a text", () => {
  const flags = Array.from({ length: 8 }, (_, index) => `CLONE_NUMBER_${index}`).join(" | ");
  const text = quoted(`all of ${flags}`);
  const lines = statement("result", [`task_clone(1, ${flags})`, "0", text]).split("\n");
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.map((line) => line.trim()).join(" ")).toBe(`result(task_clone(1, ${flags}), 0, ${text});`);
  expect(lines.filter((line) => line.includes('"'))).toEqual([`\t\t${text});`]);
  for (const line of lines.slice(0, -1)) expect(line.replaceAll("\t", " ".repeat(8)).length).toBeLessThan(97);
});

test("a comment is broken between words, and set in behind a number", () => {
  expect(comment(`12. ${"word ".repeat(20)}end`).split("\n")).toEqual([
    "\t/*",
    `\t * 12. ${"word ".repeat(12).trim()}`,
    `\t *     ${"word ".repeat(8)}end`,
    "\t */",
  ]);
  expect(blockComment(["title", "", "text"])).toBe("/*\n * title\n *\n * text\n */");
});
