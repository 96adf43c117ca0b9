import type { Words } from "./words.ts";

/** What adding a world to a set comes to; or else the operation by which it was reached so far, and is no more. */
export const IS_NEW = -1;
export const IS_KNOWN = -2;

/** The set of the worlds that were found, in memory that workers share. Each is kept with the level on which it was found. */
export interface WorldSet {
  /**
   * Adds a packed world to which a call of an operation leads. Any worker may at any time.
   *
   * @param level how many calls led there: that of the worlds that are found now
   * @returns `IS_NEW`, which exactly one worker is told; `IS_KNOWN`; or another operation, where the world is of the same level, and is
   * now reached by this one in the place of that (see `reach`)
   */
  add(words: Words, at: number, operation: number, level: number): number;
  /**
   * Marks a world, for a walk that comes to each once. No other worker may use the set meanwhile.
   *
   * @returns whether it was found on this level, and is marked for the first time
   */
  mark(words: Words, at: number, level: number): boolean;
  /** Takes the marks from all worlds. */
  unmarkAll(): void;
  /** Makes room for so many entries, a power of two, losing nothing. No other worker may use the set meanwhile. */
  grow(capacity: number): void;
  /** Takes notice that another worker has made it grow. */
  refresh(capacity: number): void;
}

/** How full the set may get before it grows: beyond it, to find out that a world is new takes long. */
export const FULLEST = 7 / 8;
