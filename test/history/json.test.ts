import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Flaw } from "../../src/history/flaw.ts";
import { parseJson, textBefore } from "../../src/history/json.ts";
import { anyCharacter } from "../any-character.ts";

/** JSON with whole numbers and well-formed strings, as the format requires. */
const anyValue = fc.letrec((value) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger().map((number) => number + 0), // no -0, which JSON.stringify does not write
    fc.string({ unit: anyCharacter }),
    fc.array(value("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: anyCharacter, maxLength: 5 }), value("value"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).value;

/** Pieces of JSON, in any order. */
const anyPieces = fc
  .array(
    fc.constantFrom(
      ...'{}[]:, \t\n/*-+.0123eE"\\u',
      '"a"',
      '"b"',
      "true",
      "false",
      "null",
      "tru",
      "01",
      "-0",
      "1.5",
      "1e3",
      "1e",
      "//",
      "/**/",
      "'",
      "\u00a0",
      "\v",
      '"\\ud800"',
      '"\\x"',
      '"\u0001"',
    ),
    { maxLength: 12, size: "max" },
  )
  .map((pieces) => pieces.join(""));

test("a value comes out as it went in, however it is written", () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const plain = JSON.stringify(value);
      expect(asPlainObjects(parseJson(plain))).toEqual(value);
      expect(asPlainObjects(parseJson(JSON.stringify(value, undefined, "\t").replaceAll("\n", " ")))).toEqual(
        value,
      );
      expect(asPlainObjects(parseJson(escapeLetters(plain)))).toEqual(value);
    }),
  );
});

test("only what JSON.parse takes is taken, and what is not is called no JSON", () => {
  const anyText = fc.oneof(anyPieces, fc.tuple(anyValue, fc.nat(), anyPieces).map(spliced));
  fc.assert(
    fc.property(anyText, (text) => {
      const message = messageOf(() => parseJson(text));
      if (isJson(text)) expect(message ?? "").not.toContain("not JSON");
      else expect(message).toContain("this is not JSON");
      if (message === undefined) expect(asPlainObjects(parseJson(text))).toEqual(JSON.parse(text));
    }),
    { numRuns: 2000 },
  );
});

describe("what JSON leaves open is refused", () => {
  test.each([
    ['{"a":1,"a":1}', "twice", 7],
    ['{"a":1,"\\u0061":2}', "twice", 7],
    ['{"a":[{"b":{"c":1,"c":2}}]}', "twice", 18],
    ['{"__proto__":1,"__proto__":1}', "twice", 15],
    ["1.0", "fraction", 0],
    ["[1e0]", "exponent", 1],
    ["[1E2]", "exponent", 1],
    ["[0,-0]", "without a sign", 3],
    ['"\\ud800"', "surrogate", 0],
    ['"\\uDC00"', "surrogate", 0],
    ['["é","a\\udc00\\ud800"]', "surrogate", 5],
    ['{"\\ud800":1}', "surrogate", 1],
  ])("%s", (line, word, before) => {
    const flaw = flawOf(() => parseJson(line));
    expect(flaw?.message).toContain(word);
    expect(flaw?.before).toBe(before);
  });

  test("but a pair of surrogates is a character", () => {
    expect(parseJson('"\\ud83d\\ude00"')).toBe("😀");
  });
});

test.each(["[", '{"a":', '[{"":'])("a line of %s does not fill the stack", (piece) => {
  const opening = piece.repeat(2 ** 20);
  expect(messageOf(() => parseJson(opening))).toContain("nested more than 100 deep");
  const closing = [...piece]
    .reverse()
    .join("")
    .replaceAll("[", "]")
    .replaceAll("{", "}")
    .replace(/[^\]}]/g, "");
  expect(messageOf(() => parseJson(`${opening}0${closing.repeat(2 ** 20)}`))).toContain(
    "nested more than 100 deep",
  );
});

test("brackets in texts stand in nothing", () => {
  const line = JSON.stringify("[".repeat(100_000));
  expect(parseJson(line)).toHaveLength(100_000);
});

test("a place is found by its path", () => {
  const line = '{"a":[10,{"b":"x"}],"c":{}}';
  expect(textBefore(line, ["a", 1, "b"], "value")).toBe('{"a":[10,{"b":');
  expect(textBefore(line, ["a", 1, "b"], "key")).toBe('{"a":[10,{');
  expect(textBefore(line, ["c", "missing"], "key")).toBe('{"a":[10,{"b":"x"}],"c":');
  expect(textBefore(line, [], "value")).toBe("");
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function flawOf(action: () => unknown): Flaw | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof Flaw) return error;
    throw error;
  }
}

function messageOf(action: () => unknown): string | undefined {
  return flawOf(action)?.message;
}

/** Objects of the reader may have no prototype. Through entries, because a key may be `__proto__`. */
function asPlainObjects(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asPlainObjects);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asPlainObjects(part)]));
}

/** The same JSON with the letters of texts as escapes. */
function escapeLetters(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"/g, (text) =>
    text.replace(/\\u[0-9a-f]{4}|\\.|[A-Za-z]/g, (part) =>
      part.length > 1 ? part : `\\u00${part.charCodeAt(0).toString(16)}`,
    ),
  );
}

function spliced([value, place, pieces]: [unknown, number, string]): string {
  const json = JSON.stringify(value);
  const at = place % (json.length + 1);
  return json.slice(0, at) + pieces + json.slice(at + pieces.length);
}
