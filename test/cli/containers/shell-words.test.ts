import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLine } from "../../../src/cli/containers/shell/words.ts";
import { anyCharacter } from "../../any-character.ts";

/** A word of characters that are special to sh, to shell-quote, or to neither. */
const anyWord = fc.string({ unit: fc.constantFrom(..."ab/.#$`*?[]{}|&;<>()'\"\\ \t~!=%-\u00a0é") });

const singleQuoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

describe("words", () => {
  test("in single quotes mean what they are", () => {
    fc.assert(
      fc.property(fc.array(anyWord), (words) => {
        expect(parseLine(words.map(singleQuoted).join(" "))).toEqual({ words });
      }),
    );
  });

  test.each<[string, string[]]>([
    ["", []],
    ["   # don't mind `me`; $x", []],
    ["ls /a  # a comment", ["ls", "/a"]],
    ["ls\t/a ", ["ls", "/a"]],
    ["mv '/my job' \"it's\"", ["mv", "/my job", "it's"]],
    ["mv /my\\ job a\\'b", ["mv", "/my job", "a'b"]],
    ["ls ''", ["ls", ""]],
    ["ls \\* a\\?b '*'\\\\", ["ls", "*", "a?b", "*\\"]],
    ["ls '#' \\#a", ["ls", "#", "#a"]],
    ["unshare uts,net --x=y ~ {a,b}", ["unshare", "uts,net", "--x=y", "~", "{a,b}"]],
    ['ls "a\\"b"', ["ls", 'a"b']],
  ])("%j", (line, words) => expect(parseLine(line)).toEqual({ words }));
});

describe("what sh would do and this shell does not is refused, not misread", () => {
  test.each<[string, RegExp]>([
    ["fork; fork", /operators/],
    ["fork && fork", /operators/],
    ["ls > x", /operators/],
    ["ls $(x)", /operators|variables/],
    ["ls *", /patterns/],
    ["ls a?", /patterns/],
    ["ls [ab]", /patterns/],
    ["ls $HOME", /variables/],
    ['ls "$HOME"', /variables/],
    ["ls ${", /variables/],
    ["ls `x`", /variables/],
    ['ls "`x`"', /variables/],
    ["ls a#b", /#/],
    ["ls a\u00a0b", /space/],
    ["ls 'a", /single quote/],
    ['ls "a', /double quote/],
    ["ls a\\", /backslash/],
  ])("%j", (line, problem) => expect(parseLine(line)).toEqual({ problem: expect.stringMatching(problem) }));
});

test("any line is cut into words or refused", () => {
  fc.assert(
    fc.property(fc.oneof(anyWord, fc.string({ unit: anyCharacter })), (line) => {
      const parsed = parseLine(line);
      if ("problem" in parsed) expect(parsed.problem).not.toBe("");
      // Every character of a word comes from the line.
      else for (const word of parsed.words) for (const character of word) expect(line).toContain(character);
    }),
  );
});
