import type { FairCalls } from "../model/fairness.ts";
import type { Guard } from "./checked/guard.ts";
import type { Checkpoint } from "./search/checkpoint.ts";
import type { SearchTask } from "./search/search-task.ts";
import type { SharedMemory } from "./search/shared-memory.ts";
import type { Comparisons } from "./symmetry-test/members.ts";

/** Workers besides the one that calls, such as threads. They are started once a search turns out to be large. */
export interface OtherWorkers {
  readonly size: number;
  /** Starts them: worker n, from 1, does what a `SearchWorker` with that number does in this memory. */
  start(task: SearchTask, memory: SharedMemory): void;
  /** Why one of them died, where one did. */
  failure(): Error | undefined;
  dismiss(): void;
}

/** How to search, and where to stop before all of the scope has been seen. */
export interface SearchOptions {
  /**
   * Whether worlds that differ only in numbers count once, where that is so. Where numbers matter to the design all is searched without
   * symmetry, and where they matter to a property, that one is; by what they declare, or because it turns out.
   */
  readonly symmetry?: boolean;
  /** How many states are compared with other members of their orbit; every one, unless told otherwise. */
  readonly comparisons?: Comparisons;
  /** The longest history tried, in events, from 0. */
  readonly depth?: number;
  /** The most worlds; a few more may be found. */
  readonly worlds?: number;
  /** The most bytes that worlds may take. */
  readonly memory?: number;
  /** Whether to stop at the end of the first level on which a property is broken. */
  readonly untilBroken?: boolean;
  /** Asked all the time: a reason to stop, in words. */
  readonly stop?: () => string | undefined;
  readonly otherWorkers?: OtherWorkers;
  /** The calls that are fair in the runs that are asked about, besides those of the design (`Model.fair`): of a call that both name the stronger counts. */
  readonly fair?: FairCalls;
  /** Runs what calls the design and the properties. */
  readonly guard?: Guard;
  /** Goes on where another search with the same options was. */
  readonly resume?: Checkpoint;
  /** Takes what the search knows at the end of each level, while it waits. */
  readonly save?: (checkpoint: Checkpoint) => void;
}

/** The most bytes that worlds may take where nobody says. */
export const DEFAULT_MEMORY = 4 * 2 ** 30;
