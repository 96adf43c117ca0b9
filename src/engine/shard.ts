/** A part of a whole: the second of eight. All parts of one number are together exactly the whole, and none has anything twice. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** What of a whole follows on each other: the places from one on, from 0, and before another. */
export interface Stretch {
  readonly from: number;
  readonly before: number;
}

/** Whether what has a place in the whole, from 0, is in a part; without a part everything is. Each shard has as many as another, give or take one. */
export function isInPart(index: number, part: Shard | Stretch | undefined): boolean {
  if (part === undefined) return true;
  return "of" in part ? index % part.of === part.number - 1 : index >= part.from && index < part.before;
}

/** So many stretches that are together so many places, each as long as another, give or take one; fewer where there are fewer places. */
export function stretchesOf(places: number, wanted: number): Stretch[] {
  const of = Math.max(1, Math.min(places, wanted));
  const edge = (number: number): number => Math.floor((places * number) / of);
  return Array.from({ length: of }, (_, index) => ({ from: edge(index), before: edge(index + 1) }));
}

/** What of a list is in a part. */
export const inShard = <One>(whole: readonly One[], shard: Shard | undefined): readonly One[] =>
  whole.filter((_, index) => isInPart(index, shard));
