/**
 * What a person could not see, or a terminal would obey, or both: control and format characters (those that
 * turn the direction of writing among them), lone surrogates, private and unassigned ones, and every space but the plain one.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** Letters of any script and what names are usually made of: readable in a sentence without quotes. */
const PLAIN = /^[\p{L}\p{M}\p{N}\p{So}_\-/@+%=~.:]*[\p{L}\p{M}\p{N}\p{So}_\-/@+%=~]$/u;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return SHORT_ESCAPES[character] ?? `\\u{${code.toString(16)}}`;
}

/** A text that anyone may have made up, safe to print: hidden characters are escaped, and so is the backslash. */
export function printable(text: string): string {
  return text.replaceAll("\\", "\\\\").replace(HIDDEN, escaped);
}

/** Control and format characters but tab and the ends of lines: a terminal would obey them, nobody see them. */
const OBEYED = /(?![\t\n\r])[\p{Cc}\p{Cf}]/gu;

/** A text of several lines in which every such character is escaped, and all else is as it was. */
export const withoutControls = (text: string): string => text.replace(OBEYED, escaped);

/** A name or a path as it stands in a sentence: safe to print, and in quotes where it would not be seen to end. */
export function quoted(text: string): string {
  const safe = printable(text);
  return safe === text && PLAIN.test(text) ? text : inQuotes(text);
}

/** A text in quotes, as the messages of command-line tools have it: safe to print. */
export function inQuotes(text: string): string {
  return `'${printable(text).replaceAll("'", "\\'")}'`;
}

/** A text for a place of limited width: its middle is left out where it is longer, its ends tell it apart. */
export function shortened(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  const head = Math.ceil((width - 1) / 2);
  return `${characters.slice(0, head).join("")}…${characters.slice(head + 1 - width).join("")}`;
}
