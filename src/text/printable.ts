/**
 * Characters that a person could not see or a terminal would obey: control and format characters (including those that
 * change the direction of writing), lone surrogates, private and unassigned characters, and every space but the plain one.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** Letters of any script and what names are usually made of: readable in a sentence without quotes. */
const PLAIN = /^[\p{L}\p{M}\p{N}\p{So}_\-/@+%=~.:]*[\p{L}\p{M}\p{N}\p{So}_\-/@+%=~]$/u;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return SHORT_ESCAPES[character] ?? `\\u{${code.toString(16)}}`;
}

/** Text from any source, made safe to print: hidden characters are escaped, and so is the backslash. */
export function printable(text: string): string {
  return text.replaceAll("\\", "\\\\").replace(HIDDEN, escaped);
}

/** Control and format characters except tab and line ends: a terminal would obey them, and nobody would see them. */
const OBEYED = /(?![\t\n\r])[\p{Cc}\p{Cf}]/gu;

/** Text of several lines in which every such character is escaped and all else is unchanged. */
export const withoutControls = (text: string): string => text.replace(OBEYED, escaped);

/** A name or a path for use in a sentence: safe to print, and in quotes if one could not see where it ends. */
export function quoted(text: string): string {
  const safe = printable(text);
  return safe === text && PLAIN.test(text) ? text : inQuotes(text);
}

/** Text in single quotes, as in messages of command-line tools: safe to print. */
export function inQuotes(text: string): string {
  return `'${printable(text).replaceAll("'", "\\'")}'`;
}

/** Text shortened to a width by leaving out its middle: its ends distinguish it. */
export function shortened(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  const head = Math.ceil((width - 1) / 2);
  return `${characters.slice(0, head).join("")}…${characters.slice(head + 1 - width).join("")}`;
}
