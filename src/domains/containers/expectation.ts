import type { Kind } from "../../model/kind.ts";
import type { TaskNumber } from "../../model/numbers.ts";

/** A kind and two tasks whose namespaces of that kind are compared. */
export type Comparison = readonly [kind: Kind, task: TaskNumber, other: TaskNumber];

/**
 * What a history may expect of a world of a container design. Every field given must agree. Paths are canonical texts in the root's view.
 */
export interface ContainerExpectation {
  /** Every live task and the container that it sits directly in. */
  readonly tasks?: ReadonlyMap<TaskNumber, string>;
  /** Every living container but the root. */
  readonly containers?: readonly string[];
  /** Every live task. */
  readonly alive?: readonly TaskNumber[];
  /** Pairs of live tasks that share a namespace. */
  readonly same?: readonly Comparison[];
  /** Pairs of live tasks that do not share one. */
  readonly different?: readonly Comparison[];
}
