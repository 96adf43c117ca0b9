import type { Event, Operation } from "./operation.ts";

/** What a run says about one property. */
export interface Verdict {
  readonly property: string;
  /**
   * - `holds`: in all of the scope; of a `sometimes` property: it was reached.
   * - `broken`: `history` breaks it; a `sometimes` property was never reached, and the whole scope was searched.
   * - `not-decided`: not broken so far, and the run did not see all of the scope.
   * - `does-not-apply`: the design or the scope lacks what it is about.
   */
  readonly verdict: "holds" | "broken" | "not-decided" | "does-not-apply";
  /** The reason in words: what broke, which bound was met, what is missing. Empty where there is nothing to say. */
  readonly why: string;
  /** On how many distinct worlds or transitions the property had something to say. */
  readonly cases: number;
  /** That it was asked nowhere, so that `cases` says nothing: of a property on runs where not all runs are known. */
  readonly unasked?: true;
  /** The shortest history that breaks it, or that reaches what a `sometimes` property looks for. */
  readonly history?: readonly Event[];
  /**
   * After how many events of the history a loop begins: the events from there on can go on for ever, over and over, and what is promised never happens. Where it is as
   * long as the history, nothing more needs to happen. Only of a property on runs.
   */
  readonly loop?: number;
  /** What the design, the property and who asks take for granted, in words, where runs break the property all the same: of what holds `why` says it. */
  readonly granted?: string;
  /** How many events the shortest history has, where it was not worked out: a bound was met before. `why` says which. */
  readonly length?: number;
  /** The call that would show the breach in the last world of the history. */
  readonly call?: Event<Operation>;
}

/** How many events the shortest history of a verdict has; nothing where there is none. */
export function lengthOf({ history, length }: Verdict): number | undefined {
  return history?.length ?? length;
}
