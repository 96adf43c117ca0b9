/**
 * What lists have: groups of states, in order. The states of a group have a form in common, and all but the last five bits of their combinations of partitions: so a group is a key, the words
 * of the form and those other bits, and a word with one bit for each of its 32 combinations. Where nothing is opaque each state is a group, and has bit 0.
 *
 * Candidates have the operation that leads there as one more word, the last of the key.
 */
import type { Words } from "../codec/words.ts";
import type { KeyShape } from "./key.ts";

/** What a list is of: the states that were found, or candidates, each with an operation that leads there. */
export type Content = "states" | "candidates";

/** Groups, one after another. */
export interface Groups {
  readonly count: number;
  readonly keys: Words;
  /** For each group which of its states there are. */
  readonly bits: Words;
}

/** What a group is where nothing is opaque. */
export const ONE_STATE = 1;

/** How many words the key of a group takes. */
export const widthOf = ({ width }: KeyShape, content: Content): number =>
  content === "states" ? width : width + 1;

/** Whether groups have more than one state. */
export const areFolded = ({ form, width }: KeyShape): boolean => form < width;

/** The group of a combination, and its bit there. */
export const groupOf = (combination: number): number => combination >>> 5;
export const bitOf = (combination: number): number => 1 << (combination & 31);

/** How many bits a word has (Warren, "Hacker's Delight", 5-1). */
export function countBits(word: number): number {
  let sums = word - ((word >>> 1) & 0x55555555);
  sums = (sums & 0x33333333) + ((sums >>> 2) & 0x33333333);
  sums = (sums + (sums >>> 4)) & 0x0f0f0f0f;
  return Math.imul(sums, 0x01010101) >>> 24;
}

/** Adds the combinations of a group to others. */
export function addCombinations(group: number, bits: number, combinations: number[]): void {
  for (let left = bits; left !== 0; left &= left - 1)
    combinations.push(group * 32 + 31 - Math.clz32(left & -left));
}
