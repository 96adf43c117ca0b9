/**
 * The contents of lists: groups of states, in order. The states of a group share a form, and all but the last five bits of their combinations of partitions.
 * So a group is a key (the words of the form, and those other bits) and a word with one bit for each of its 32 combinations. If nothing is opaque, each state
 * is a group and has bit 0.
 *
 * The key of a group of candidates has one more word at its end: the operation that leads there.
 */
import type { Words } from "../codec/words.ts";
import type { KeyShape } from "./key.ts";

/** What a list contains: states that were found, or candidates, each with an operation that leads there. */
export type Content = "states" | "candidates";

/** Groups, one after another. */
export interface Groups {
  readonly count: number;
  readonly keys: Words;
  /** For each group, which of its 32 states it has. */
  readonly bits: Words;
}

/** The bits of every group if nothing is opaque. */
export const ONE_STATE = 1;

/** How many words the key of a group takes. */
export const widthOf = ({ width }: KeyShape, content: Content): number =>
  content === "states" ? width : width + 1;

/** Whether groups have more than one state. */
export const areFolded = ({ form, width }: KeyShape): boolean => form < width;

/** The group of a combination, and its bit there. */
export const groupOf = (combination: number): number => combination >>> 5;
export const bitOf = (combination: number): number => 1 << (combination & 31);

/** How many bits of a word are set (Warren, "Hacker's Delight", 5-1). */
export function countBits(word: number): number {
  let sums = word - ((word >>> 1) & 0x55555555);
  sums = (sums & 0x33333333) + ((sums >>> 2) & 0x33333333);
  sums = (sums + (sums >>> 4)) & 0x0f0f0f0f;
  return Math.imul(sums, 0x01010101) >>> 24;
}

/** Appends the combinations of a group to others. */
export function addCombinations(group: number, bits: number, combinations: number[]): void {
  for (let left = bits; left !== 0; left &= left - 1)
    combinations.push(group * 32 + 31 - Math.clz32(left & -left));
}
