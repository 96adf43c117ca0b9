/** What a history may say that a property finds. `reached` is for `sometimes` properties, the others are for all others. */
export const EXPECTED_VERDICTS = ["broken", "holds", "reached"] as const;

export type ExpectedVerdict = (typeof EXPECTED_VERDICTS)[number];

/** What a history asserts of the world at a point (`expect`). Every field given must agree. Which other fields there are is for the domain to say. */
export interface Expectation {
  /** The name of a property; `verdict` goes with it. */
  readonly property?: string;
  /** What it finds in this world or, where it is about steps, of the event before. */
  readonly verdict?: ExpectedVerdict;
  readonly [field: string]: unknown;
}
