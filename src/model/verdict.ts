import type { Event, Operation } from "./operation.ts";

/** What a run says about one property. */
export interface Verdict {
  readonly property: string;
  /**
   * - `holds`: in all of the scope; a `sometimes` property was reached.
   * - `broken`: `history` breaks it; a `sometimes` property was never reached although the whole scope was searched.
   * - `not-decided`: not broken so far, but the run did not see all of the scope.
   * - `does-not-apply`: the design or the scope lacks what it is about.
   */
  readonly verdict: "holds" | "broken" | "not-decided" | "does-not-apply";
  /** The reason in words: what broke, which bound was met, what is missing. Empty if there is nothing to say. */
  readonly why: string;
  /** The number of distinct worlds or transitions in which the property had something to say. */
  readonly cases: number;
  /** Set if it was asked nowhere, so `cases` says nothing: for a property on runs if not all runs are known. */
  readonly unasked?: true;
  /** The shortest history that breaks it, or that reaches what a `sometimes` property looks for. */
  readonly history?: readonly Event[];
  /**
   * The number of events in the history before a loop: the events after them can repeat for ever, and what is promised never happens. If it equals the length of
   * the history, nothing more needs to happen. Only for a property on runs.
   */
  readonly loop?: number;
  /** The fairness that the design, the property and the caller assume, in words, if runs break the property all the same; if it holds, `why` says it. */
  readonly granted?: string;
  /** The length in events of the shortest history, if a bound was met before the history itself was worked out. `why` says which. */
  readonly length?: number;
  /** The call that would show the breach in the last world of the history. */
  readonly call?: Event<Operation>;
}

/** The number of events in the shortest history of a verdict, or `undefined` if there is none. */
export function lengthOf({ history, length }: Verdict): number | undefined {
  return history?.length ?? length;
}
