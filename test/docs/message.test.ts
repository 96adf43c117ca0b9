/** The message stands in docs/message.md, and everything that is cited of it is there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MODELS, PROPERTIES } from "../../src/catalogue.ts";
import { linesCited, numberedLines, plainWords, textsIn } from "./cited.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/message.md"), "utf8");
const message = numberedLines(page);
const WHO_CITES = new Map([
  ...textsIn(["models", "properties", "src"], ".ts"),
  ...textsIn(["docs/models"], ".md"),
  ...textsIn(["docs"], "semantics.md"),
  ...textsIn(["docs"], "message.md"),
  ...textsIn(["docs"], "findings.md"),
]);

/** The words of a range of lines, joined. */
function wordsOf(first: number, last: number): string {
  const between = [...message].filter(([number]) => first <= number && number <= last);
  return plainWords(between.map(([, words]) => words).join(" "));
}

/** Whether each piece of a quotation, which may have omissions, stands in a text. */
function stands(quoted: string, text: string): boolean {
  return quoted.split("[...]").every((piece) => text.includes(plainWords(piece).replace(/,$/, "")));
}

/** The citations of lines in a text that are wrong. */
function wrongIn(text: string): string[] {
  return linesCited(text)
    .filter(({ first, last, quoted }) => {
      if (first > last || wordsOf(first, first) === "" || wordsOf(last, last) === "") return true;
      return quoted !== undefined && !stands(quoted, wordsOf(first, last));
    })
    .map(({ words }) => words);
}

test("the lines are numbered one after the other", () => {
  expect([...message.keys()]).toEqual(Array.from({ length: 130 }, (_, index) => index + 1));
  expect(wordsOf(102, 103)).toBe(
    "what flexibility the struct container is giving us? why not have container == nsproxy?",
  );
});

test("each line that is cited is there, and says what is quoted of it", () => {
  const wrong = [...WHO_CITES].flatMap(([file, text]) => wrongIn(text).map((words) => `${file}: ${words}`));
  expect(wrong).toEqual([]);
  const cited = [...WHO_CITES.values()].flatMap(linesCited);
  expect(cited.length).toBeGreaterThan(25);
  expect(cited.filter(({ quoted }) => quoted !== undefined).length).toBeGreaterThan(12);
});

test.each([
  'x: "it could be flat" (the message, line 131)',
  'x: "it could be flat" (line 120)',
  'x: "it could be flat" (the message, lines 117 to 118)',
  '* "it could be\n * round" (the message, line 119)',
])("finds out that %j is wrong", (text) => {
  expect(wrongIn(text)).toHaveLength(1);
});

test("each property and each design quotes what the message says", () => {
  const whole = wordsOf(1, 130);
  const quotes = [...PROPERTIES, ...MODELS].flatMap(({ name, source }) =>
    [...source.matchAll(/(?:the message|14 December 2006): "(?<quoted>[^"]+)"/g)].map(({ groups }) => ({
      name,
      quoted: groups?.["quoted"] ?? "",
    })),
  );
  expect(quotes.filter(({ quoted }) => !stands(quoted, whole))).toEqual([]);
  expect(quotes.length).toBeGreaterThan(30);
});
