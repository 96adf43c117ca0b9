import { closestMatch } from "leven";
import { quote } from "./quote.ts";

/** Two letters wrong is a slip; more is another word. */
const FURTHEST = 2;

/**
 * Says of a word that it is none of those that may stand there.
 *
 * @param what what the word would be, e.g. `kind of namespace`
 */
export function noneOf(word: string, what: string, choices: readonly string[]): string {
  return `${quote(word)} is no ${what}${help(word, choices)}`;
}

/** The nearest choice to a mistyped word, or all choices, as the end of a sentence. */
export function help(word: string, choices: readonly string[]): string {
  const near = closestMatch(word, choices, { maxDistance: FURTHEST });
  if (near !== undefined) return `: did you mean ${quote(near)}?`;
  return choices.length === 0 ? "" : ` (it may be ${choices.join(", ")})`;
}
