/**
 * What is wrong in one line of a history file. It is thrown inside the reader, which knows the line, and never leaves it:
 * `readHistory` hands out a `FormatProblem`.
 */
export class Flaw extends Error {
  /** How many characters of the line stand before the wrong one. */
  readonly before: number;

  /** @param textBefore the text of the line before the place */
  constructor(message: string, textBefore = "") {
    super(message);
    this.name = "Flaw";
    this.before = countCharacters(textBefore);
  }
}

/** Characters are code points of Unicode, so that a name in any script counts as it looks. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
