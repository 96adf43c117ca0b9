import type { Words } from "./words.ts";

/** The set of the worlds that were found, in memory that workers share. */
export interface WorldSet {
  /**
   * Adds a packed world. Any worker may at any time.
   *
   * @returns whether it is new: exactly one worker is told so
   */
  add(words: Words, at: number): boolean;
  /**
   * Adds packed worlds that stand one after another, and writes for each 1 where it is new, else 0. It takes less time than to add them one by one:
   * the waits for memory overlap.
   */
  addAll(words: Words, count: number, isNew: Uint8Array): void;
  /** Makes room for so many entries, a power of two, losing nothing. No other worker may use the set meanwhile. */
  grow(capacity: number): void;
  /** Takes notice that another worker has made it grow. */
  refresh(capacity: number): void;
}

/** How full the set may get before it grows: beyond it, to find out that a world is new takes long. */
export const FULLEST = 7 / 8;
