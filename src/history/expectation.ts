/** The verdicts on a property that a history may expect. `reached` is for `sometimes` properties, the others are for all other properties. */
export const EXPECTED_VERDICTS = ["broken", "holds", "reached"] as const;

export type ExpectedVerdict = (typeof EXPECTED_VERDICTS)[number];

/** What a history asserts about the world at a point (`expect`). Every field given must agree. The domain defines further fields. */
export interface Expectation {
  /** The name of a property; `verdict` goes with it. */
  readonly property?: string;
  /** What it finds in this world or, if it is about steps, on the event before it. */
  readonly verdict?: ExpectedVerdict;
  readonly [field: string]: unknown;
}
