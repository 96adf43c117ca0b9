/** A part of a whole, such as the second of eight. The parts of one division are disjoint, and together they are the whole. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** A contiguous part of a whole: the places from `from`, counted from 0, up to but not including `before`. */
export interface Stretch {
  readonly from: number;
  readonly before: number;
}

/** Whether a place in the whole, from 0, is in a part; without a part every place is. All shards have the same size, give or take one. */
export function isInPart(index: number, part: Shard | Stretch | undefined): boolean {
  if (part === undefined) return true;
  return "of" in part ? index % part.of === part.number - 1 : index >= part.from && index < part.before;
}

/** Divides places into the wanted number of stretches, of the same length give or take one; into fewer if there are fewer places. */
export function stretchesOf(places: number, wanted: number): Stretch[] {
  const of = Math.max(1, Math.min(places, wanted));
  const edge = (number: number): number => Math.floor((places * number) / of);
  return Array.from({ length: of }, (_, index) => ({ from: edge(index), before: edge(index + 1) }));
}

/** The elements of a list that are in a shard. */
export const inShard = <One>(whole: readonly One[], shard: Shard | undefined): readonly One[] =>
  whole.filter((_, index) => isInPart(index, shard));
