/** A field of an expectation that does not agree with the world. */
export interface Disagreement {
  readonly field: string;
  /** What the history says, in words; for a set, only what the world does not have. */
  readonly expected: string;
  /** What the world has, in words; for a set, only what the history does not say. */
  readonly found: string;
}
