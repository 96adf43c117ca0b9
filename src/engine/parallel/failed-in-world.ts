import type { Words } from "../packed/words.ts";

/** That a design or a property failed while a search expanded a world. What it failed with is the cause. */
export class FailedInWorld extends Error {
  /** The packed world. */
  readonly words: readonly number[];
  /** How many events the world is from the first. */
  readonly level: number;

  constructor(cause: unknown, words: Words | readonly number[], level: number) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "FailedInWorld";
    this.words = [...words];
    this.level = level;
  }
}
