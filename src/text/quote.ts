const LONGEST = 80;

/** Control characters beyond those that JSON escapes, and those that turn the direction of writing. */
const UNPRINTABLE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A text of a history in quotes, fit for a terminal: a path or a name may hold line ends and control characters.
 *
 * @param longest how much of the text is shown
 */
export function quote(text: string, longest: number = LONGEST): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return JSON.stringify(shown).replace(UNPRINTABLE, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
