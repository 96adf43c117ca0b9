/**
 * What identifies a stored state: the words of its control form and, if some sorts are opaque, one more word, the combination of partitions. In lists, states that
 * differ only in the last five bits of that word form a group: see `groups.ts`.
 */
import type { Words } from "../codec/words.ts";
import { hashOf } from "../codec/words.ts";
import type { StateSpace } from "../expand/state-space.ts";

/** How keys are made. */
export interface KeyShape {
  /** How many words a key takes. */
  readonly width: number;
  /** How many of them are those of the form: all, or all but the last. */
  readonly form: number;
}

export function keyShapeOf({ packer, part }: StateSpace): KeyShape {
  return { width: packer.length + (part.opaque.length > 0 ? 1 : 0), form: packer.length };
}

/** Compares two keys by their words, as unsigned numbers. @returns less than 0 if the first comes first, 0 if they are the same */
export function compareKeys(one: Words, at: number, other: Words, otherAt: number, width: number): number {
  for (let word = 0; word < width; word++) {
    const [a = 0, b = 0] = [one[at + word], other[otherAt + word]];
    if (a !== b) return a >>> 0 < b >>> 0 ? -1 : 1;
  }
  return 0;
}

/** Whether two keys begin with the same words. */
export function beginAlike(one: Words, at: number, other: Words, otherAt: number, words: number): boolean {
  for (let word = 0; word < words; word++) if (one[at + word] !== other[otherAt + word]) return false;
  return true;
}

/** Any seed other than that of the tables, so that the states of a partition do not cluster in them. */
const SEED = 0x3c6ef372;

/** The partition of the states of a form. */
export function partitionOf(words: Words, at: number, { form }: KeyShape, partitions: number): number {
  return (hashOf(SEED, words, at, form) >>> 0) % partitions;
}
