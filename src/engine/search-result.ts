import type { Observation } from "../model/observation.ts";
import type { Verdict } from "../model/verdict.ts";
import type { CallCounts } from "./call-counts.ts";
import type { Asymmetry } from "./symmetry-test/asymmetry.ts";

/** How far a search has come. */
export interface SearchProgress {
  readonly worlds: number;
  /** How many of the worlds have been expanded: every call in them was tried. */
  readonly expanded: number;
  readonly depth: number;
  /** The memory that worlds take, in bytes. */
  readonly bytes: number;
}

/** What a search has found. */
export interface SearchResult {
  /** Distinct worlds of the graph that was searched, numbered by W2 or up to symmetry. */
  readonly worlds: number;
  readonly symmetry: boolean;
  /** The sorts of numbers that were treated as opaque: only who shares one distinguishes states. */
  readonly opaque: readonly string[];
  /**
   * How many members of the orbits of its worlds were compared with the one that was expanded, by calls, outcomes, worlds up to symmetry, and
   * findings. 0 without symmetry.
   */
  readonly compared: number;
  /**
   * On how many levels only two of the states of each control form were compared, not all: what shows in just one combination may be missed
   * there (docs/decisions/0012).
   */
  readonly partlyCompared: number;
  /** New worlds at each distance from the first, from 0. */
  readonly levels: readonly number[];
  /** The calls tried in the distinct worlds. */
  readonly calls: CallCounts;
  /** The largest distance from the first world. */
  readonly depth: number;
  /** How many terminal states there are: nothing can be tried in them, as no task is alive. */
  readonly terminal: number;
  /** The first few hundred of them. */
  readonly terminalStates: readonly Observation[];
  /** Whether every call in every world of the scope was tried. */
  readonly complete: boolean;
  /** The memory that worlds took, in bytes. */
  readonly bytes: number;
  readonly verdicts: readonly Verdict[];
  /** What was found not to be symmetric: if the design, everything was searched without symmetry; otherwise the properties named here were. */
  readonly asymmetries: readonly Asymmetry[];
  /** The search without symmetry that decided the properties to which numbers matter; its verdicts are also in `verdicts`. */
  readonly apart?: SearchResult;
}
