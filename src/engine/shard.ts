/** A part of a whole: the second of eight. All parts of one number are together exactly the whole, and none has anything twice. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** Whether what has a place in the whole, from 0, is in a part; without a part everything is. Each part has as many as another, give or take one. */
export const isInShard = (index: number, shard: Shard | undefined): boolean =>
  shard === undefined || index % shard.of === shard.number - 1;

/** What of a list is in a part. */
export const inShard = <One>(whole: readonly One[], shard: Shard | undefined): readonly One[] =>
  whole.filter((_, index) => isInShard(index, shard));
