import type { Words } from "../codec/words.ts";

/** That a design or a property failed while a search expanded a state. What it failed with is the cause. */
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

/** That the design or a property fails in a state in which no opaque value is shared, and not in those that were found: so it looks at them. */
export class FailedWhereNoneShare extends Error {}
