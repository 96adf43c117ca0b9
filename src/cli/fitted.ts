import { stripVTControlCharacters } from "node:util";
import { wrapped } from "../text/columns.ts";

/** Drawn lines, and columns, which have two or more spaces between them. */
const DRAWN = /[\u2500-\u257f]|\S {2,}\S/u;

const COLOUR = "\\u001b\\[\\d+m";
/** The spaces that a line begins with, and its number in a list. */
const BEGINNING = new RegExp(`^ *(?:(?:${COLOUR})*\\d+\\.(?:${COLOUR})* )?`);

/**
 * Makes the sentences of a text fit a terminal: lines are broken between words, and the rest is indented like the first part. Tables
 * and drawings stay as they are.
 *
 * @param text perhaps coloured
 * @param width how many characters a line of the terminal has
 */
export function fitted(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => fittedLine(line, width))
    .join("\n");
}

function fittedLine(line: string, width: number): string {
  const text = stripVTControlCharacters(line);
  if ([...text].length <= width || DRAWN.test(text)) return line;
  const beginning = BEGINNING.exec(line)?.[0] ?? "";
  const indent = stripVTControlCharacters(beginning).length;
  // Colours within it are counted too: such a line is a little shorter.
  const parts = wrapped(line.slice(beginning.length), Math.max(1, width - indent)).split("\n");
  return beginning + parts.join(`\n${" ".repeat(indent)}`);
}
