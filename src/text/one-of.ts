import { closestMatch } from "leven";
import { withArticle } from "./article.ts";
import { quote } from "./quote.ts";

/** How many letters may be wrong in a mistyped word: two, or a third of a long word. */
const furthest = (word: string): number => Math.max(2, Math.floor(Math.min(word.length, 30) / 3));

/** More choices than these are no help in a sentence. */
const MAX_NAMED = 16;

/**
 * Says that a word is none of the choices.
 *
 * @param what what the word should be, e.g. `kind of namespace`
 */
export function noneOf(word: string, what: string, choices: readonly string[]): string {
  return `${quote(word)} is not ${withArticle(what)}${choicesInWords(word, choices)}`;
}

/** The nearest choice to a mistyped word, or all choices if they are few, as the end of a sentence. */
export function choicesInWords(word: string, choices: readonly string[]): string {
  const near = closestMatch(word, choices, { maxDistance: furthest(word) });
  if (near !== undefined) return `: did you mean ${quote(near)}?`;
  return choices.length === 0 || choices.length > MAX_NAMED ? "" : ` (it may be ${choices.join(", ")})`;
}
