import { type ParseError, printParseErrorCode } from "jsonc-parser";
import { Flaw } from "./flaw.ts";

/** What the parser's codes mean, in plain words. */
const WORDS: Readonly<Record<ReturnType<typeof printParseErrorCode>, string>> = {
  InvalidSymbol: "this is neither a string in quotes nor a number, true, false or null",
  InvalidNumberFormat: "a number is not written like this",
  PropertyNameExpected: "a key in quotes is missing",
  ValueExpected: "a value is missing",
  ColonExpected: "a colon is missing",
  CommaExpected: "a comma is missing",
  CloseBraceExpected: "a closing brace } is missing",
  CloseBracketExpected: "a closing bracket ] is missing",
  EndOfFileExpected: "something follows the value",
  InvalidCommentToken: "JSON has no comments",
  UnexpectedEndOfComment: "JSON has no comments",
  UnexpectedEndOfString: "the string that begins here has no closing quote",
  UnexpectedEndOfNumber: "the number breaks off",
  InvalidUnicode: "this string has a \\u without four hexadecimal digits",
  InvalidEscapeCharacter: "this string has a backslash before a character that needs none",
  InvalidCharacter: "this string has a control character that is not escaped",
  "<unknown ParseErrorCode>": "it cannot be read",
};

/** An error of the parser as a flaw of the line. */
export function explain(line: string, { error, offset }: ParseError): Flaw {
  const isCutOff = offset >= line.trimEnd().length;
  const words = WORDS[printParseErrorCode(error)];
  return new Flaw(
    `this is not JSON: ${isCutOff ? "the line ends too early, " : ""}${words}`,
    line.slice(0, offset),
  );
}
