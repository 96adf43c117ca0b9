import type { Words } from "../codec/words.ts";

/** The failure of a design or a property while a search expanded a state. The original error is the cause. */
export class FailedInState extends Error {
  /** The packed state or control form, and the combination of partitions. */
  readonly words: readonly number[];
  readonly combination: number;
  /** How many events the state is from the first. */
  readonly level: number;

  constructor(cause: unknown, words: Words | readonly number[], combination: number, level: number) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "FailedInState";
    this.words = [...words];
    this.combination = combination;
    this.level = level;
  }
}

/** The design or a property fails in a state in which no opaque value is shared, but not in those that were found: so it looks at opaque values. */
export class FailedOnlyUnshared extends Error {}
