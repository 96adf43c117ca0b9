import type { TaskNumber } from "../../model/numbers.ts";
import type { OUTSIDE } from "./observation.ts";
import type { Link } from "./operations.ts";

/** A file of /proc/PID/ns, and two tasks for which what it names is compared. */
export type LinkComparison = readonly [link: Link, task: TaskNumber, other: TaskNumber];

/** Says that the namespace of one task is owned by the user namespace of another. */
export type OwnerComparison = readonly [link: Link, task: TaskNumber, owner: TaskNumber];

/** Says that a handle names a task's namespace. */
export type NameComparison = readonly [link: Link, task: TaskNumber, handle: string];

/** A namespace by the task that is in it, or by a handle. */
export type ListedEntry = readonly [link: Link, task: TaskNumber] | readonly [handle: string];

/** What a history asserts of the world at a point (`expect`). Every field that is given must agree. */
export interface LinuxExpectation {
  /** Every task that lives. */
  readonly alive?: readonly TaskNumber[];
  /** Every zombie. */
  readonly zombie?: readonly TaskNumber[];
  /** Every task that is neither and was not reaped: an init that has died and waits for something left in its namespace. */
  readonly dying?: readonly TaskNumber[];
  /** The parents of some tasks. */
  readonly parent?: ReadonlyMap<TaskNumber, TaskNumber | typeof OUTSIDE>;
  /** Who owns what. */
  readonly owner?: readonly OwnerComparison[];
  /** Pairs of tasks that share a namespace. */
  readonly same?: readonly LinkComparison[];
  /** Pairs of tasks that do not share one. */
  readonly different?: readonly LinkComparison[];
  /** Handles that the outside can open. */
  readonly opens?: readonly string[];
  /** Handles that the outside cannot open. */
  readonly stale?: readonly string[];
  /** What handles name. */
  readonly names?: readonly NameComparison[];
  /** What the last `list` that succeeded showed, in this order, perhaps with others in between. */
  readonly listed?: readonly ListedEntry[];
  /** What the last `list` that succeeded did not show. */
  readonly unlisted?: readonly ListedEntry[];
}
