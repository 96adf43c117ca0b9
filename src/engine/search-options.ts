import type { FairCalls } from "../model/fairness.ts";
import type { Guard } from "./checked/guard.ts";
import type { Checkpoint } from "./search/checkpoint.ts";
import type { SearchTask } from "./search/search-task.ts";
import type { SharedMemory } from "./search/shared-memory.ts";
import type { Comparisons } from "./symmetry-test/members.ts";

/** Workers besides the calling one, such as threads. They are started once a search turns out to be large. */
export interface OtherWorkers {
  readonly size: number;
  /** Starts them: worker n, from 1, runs a `SearchWorker` of that number in this memory. */
  start(task: SearchTask, memory: SharedMemory): void;
  /** Why one of them died, if one did. */
  failure(): Error | undefined;
  dismiss(): void;
}

/** How to search, and where to stop before all of the scope has been seen. */
export interface SearchOptions {
  /**
   * Whether to search up to symmetry: worlds that differ only in numbers count once. If numbers matter to the design, everything is searched
   * without symmetry; if they matter to a property, that property is. Either may declare so, or it turns out during the search.
   */
  readonly symmetry?: boolean;
  /** How many states are compared with other members of their orbit. Default: every one. */
  readonly comparisons?: Comparisons;
  /** The longest history tried, in events, from 0. */
  readonly depth?: number;
  /** The maximum number of worlds; a few more may be found. */
  readonly worlds?: number;
  /** Upper bound on the memory for worlds, in bytes. Default: `DEFAULT_MEMORY`. */
  readonly memory?: number;
  /** Whether to stop at the end of the first level on which a property is broken. */
  readonly untilBroken?: boolean;
  /** Polled throughout: returns a reason to stop, in words, or `undefined`. */
  readonly stop?: () => string | undefined;
  readonly otherWorkers?: OtherWorkers;
  /** The calls that are assumed to be fair in runs, besides those of the design (`Model.fair`): for a call that both name, the stronger counts. */
  readonly fair?: FairCalls;
  /** Runs every piece of work that calls the design or the properties. */
  readonly guard?: Guard;
  /** Resumes where another search with the same options left off. */
  readonly resume?: Checkpoint;
  /** Receives what the search knows at the end of each level, while the search waits. */
  readonly save?: (checkpoint: Checkpoint) => void;
}

/** The default upper bound on the memory for worlds, in bytes. */
export const DEFAULT_MEMORY = 4 * 2 ** 30;
