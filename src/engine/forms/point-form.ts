/** What the form of a property makes of it, where it is asked at the points of runs: the engine asks a form, and never which one it is. */
import type { Operation } from "../../model/operation.ts";
import type { Always, Finding, OnEveryStep, PointProperty, Sometimes, Step } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { Point } from "../point.ts";

/** The properties that a search asks, by what they are about. */
export interface AskedProperties {
  readonly aboutWorlds: AskedProperty<Always | Sometimes>[];
  readonly aboutSteps: AskedProperty<OnEveryStep>[];
}

/** One of them. */
export interface AskedProperty<P extends PointProperty> {
  readonly property: P;
  /** Its place among those of the search. */
  readonly index: number;
  readonly isSettledBy: PointForm["isSettledBy"];
}

/**
 * Asks a question of a property.
 *
 * @param step the one that it is about; nothing where it is about a world
 */
export type Asking = <F extends Finding>(check: () => F, step?: Step) => F;

/** A property that is asked at points, by its form: how it is asked, what settles it, and how long a history is that does. */
export interface PointForm {
  /** What a finding is that settles it: that it is broken, or that what it looks for was reached. */
  readonly settled: "broken" | "reached";
  /** What is said of it where it never had a case. */
  readonly withoutCase: "has no case" | "is never reached";
  /** The verdict that a history gives which settles it. */
  readonly verdictWhereSettled: "broken" | "holds";
  /** The verdict where all of a scope was seen and nothing has settled it. */
  verdictWhereUnsettled(cases: number): Pick<Verdict, "verdict" | "why">;

  /** What it says at a point of a run. */
  findingAt(point: Point, scope: Scope): Finding;
  /** Whether a finding settles it. */
  isSettledBy(finding: Finding): boolean;
  /** A finding in the words that histories on disk have for it. */
  wordFor(finding: "holds" | "no case"): "holds" | "no case" | "reached" | "not reached";
  /** Whether it has something to say after a call, of the step; or, without one, of a world. */
  isAskedAfter(call: Operation | undefined): boolean;

  /** On which level, from 0, the states are in which, or by a step out of which, a history of so many events settles it. */
  levelOf(length: number): number;
  /** Whether there is anything left to find out on a level where a history of so many events is known to settle it. */
  isOpenOn(level: number, length: number): boolean;

  /** Adds it to those that a search asks. */
  addTo(asked: AskedProperties, index: number): void;
  /** Its check, of which each question is asked by another. @param read makes the scope such that it can only be read */
  checkedBy(ask: Asking, read: (scope: Scope) => Scope): PointProperty["check"];
}
