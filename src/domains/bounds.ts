/** Building blocks for the bounds of scopes, for every domain. */
import { BoundError } from "../model/domain-parts.ts";
import { isKind, KINDS, type Kind } from "../model/kind.ts";
import { LARGEST_NUMBER } from "../model/numbers.ts";
import { plural } from "../text/counted.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { quoted } from "../text/printable.ts";

/** Makes a reader of whole numbers. @throws {BoundError} if a text is not one from `from` to `LARGEST_NUMBER` */
export function numberFrom(from: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= from && number <= LARGEST_NUMBER) return number;
    throw new BoundError(`Expected a whole number from ${from} to ${LARGEST_NUMBER}.`);
  };
}

/** Reads words separated by commas. @throws {BoundError} if one stands twice */
export function wordsFrom(text: string): string[] {
  const words = text === "" ? [] : text.split(",");
  const again = words.find((word, index) => words.indexOf(word) !== index);
  if (again !== undefined) throw new BoundError(`${again} is named twice.`);
  return words;
}

/** Reads kinds of namespace. @throws {BoundError} if a word is not a kind, or stands twice */
export function kindsFrom(text: string): Kind[] {
  return wordsFrom(text).map((word) => {
    if (isKind(word)) return word;
    throw new BoundError(`There is no kind of namespace "${word}". ${didYouMean(word, KINDS)}`);
  });
}

/** "no tasks", "1 task", "1000 tasks": not "1,000", which no option takes. */
export function numbered(number: number, noun: string): string {
  if (number === 0) return `no ${plural(noun)}`;
  return `${number} ${number === 1 ? noun : plural(noun)}`;
}

/** "no kinds", "kind uts", "kinds uts,net". */
export function listed(noun: string, words: readonly string[]): string {
  if (words.length === 0) return `no ${plural(noun)}`;
  return `${words.length === 1 ? noun : plural(noun)} ${words.map(quoted).join(",")}`;
}
