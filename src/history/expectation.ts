import type { Kind } from "../model/kind.ts";
import type { TaskNumber } from "../model/numbers.ts";

/** A kind and two tasks whose namespaces of that kind are compared. */
export type Comparison = readonly [kind: Kind, task: TaskNumber, other: TaskNumber];

/** What a history may say that a property finds. `reached` is for `sometimes` properties, the others are for all others. */
export const EXPECTED_VERDICTS = ["broken", "holds", "reached"] as const;

export type ExpectedVerdict = (typeof EXPECTED_VERDICTS)[number];

/**
 * What a history asserts of the world at a point (`expect`). Every field given must agree. Paths are canonical texts in
 * the root's view.
 */
export interface Expectation {
  /** Every live task and the container that it sits directly in. */
  readonly tasks?: ReadonlyMap<TaskNumber, string>;
  /** Every living container but the root. */
  readonly containers?: readonly string[];
  /** Every live task. */
  readonly alive?: readonly TaskNumber[];
  /** Pairs of live tasks that share a namespace, */
  readonly same?: readonly Comparison[];
  /** and that do not. */
  readonly different?: readonly Comparison[];
  /** The name of a property; `verdict` goes with it. */
  readonly property?: string;
  /** What it finds in this world or, where it is about steps, of the event before. */
  readonly verdict?: ExpectedVerdict;
}
