import type { Words } from "./words.ts";

/** What adding a world to a set comes to; or else the operation by which it was reached so far, and is no more. */
export const IS_NEW = -1;
export const IS_KNOWN = -2;

/** The set of the worlds that were found, in memory that workers share. */
export interface WorldSet {
  /**
   * Adds a packed world to which a call of an operation leads. Any worker may at any time.
   *
   * @returns `IS_NEW`, which exactly one worker is told; `IS_KNOWN`; or another operation, where the world is of the next level too, and is
   * now reached by this one in the place of that (see `ReachedBy`)
   */
  add(words: Words, at: number, operation: number): number;
  /** Makes room for so many entries, a power of two, losing nothing. No other worker may use the set meanwhile. */
  grow(capacity: number): void;
  /** Takes notice that another worker has made it grow. */
  refresh(capacity: number): void;
  /** Lets all worlds be those of earlier levels. No other worker may use the set meanwhile. */
  endLevel(): void;
}

/** How full the set may get before it grows: beyond it, to find out that a world is new takes long. */
export const FULLEST = 7 / 8;
