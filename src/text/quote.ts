const LONGEST = 80;

/** Control characters that JSON does not escape, and characters that change the direction of writing. */
const UNPRINTABLE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A string from a history in quotes, safe to print, as a path or a name may hold line ends and control characters.
 *
 * @param longest how many characters of it are shown
 */
export function quote(text: string, longest: number = LONGEST): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return JSON.stringify(shown).replace(UNPRINTABLE, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
