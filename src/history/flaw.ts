/** What an unknown name in a file is meant to name. */
export type UnknownName = "design" | "property";

/**
 * What is wrong in one line of a history file. It is thrown inside the reader, which knows the line, and never leaves it:
 * `readHistory` returns a `FormatProblem`.
 */
export class Flaw extends Error {
  /** How many characters of the line come before the wrong place. */
  readonly before: number;
  /** If a name is unknown: what it is meant to name. */
  readonly unknown: UnknownName | undefined;

  /** @param textBefore the text of the line before the place */
  constructor(message: string, textBefore = "", unknown?: UnknownName) {
    super(message);
    this.name = "Flaw";
    this.before = countCharacters(textBefore);
    this.unknown = unknown;
  }
}

/** Counts Unicode code points, which for names in any script comes close to what one sees. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
