/** A sort of name that a file may use and a reader not know. */
export type UnknownName = "design" | "property";

/**
 * What is wrong in one line of a history file. It is thrown inside the reader, which knows the line, and never leaves it:
 * `readHistory` hands out a `FormatProblem`.
 */
export class Flaw extends Error {
  /** How many characters of the line stand before the wrong one. */
  readonly before: number;
  /** Where a name is not known: of what. */
  readonly unknown: UnknownName | undefined;

  /** @param textBefore the text of the line before the place */
  constructor(message: string, textBefore = "", unknown?: UnknownName) {
    super(message);
    this.name = "Flaw";
    this.before = countCharacters(textBefore);
    this.unknown = unknown;
  }
}

/** Characters are code points of Unicode, so that a name in any script counts as it looks. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
