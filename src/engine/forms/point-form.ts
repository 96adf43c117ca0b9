/** What the form of a property decides when it is checked at points of runs: the engine asks the form, but never which one it is. */
import type { Operation } from "../../model/operation.ts";
import type { Always, Finding, OnEveryStep, PointProperty, Sometimes, Step } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { Point } from "../point.ts";

/** The properties that a search checks, by what they are about. */
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
 * @param step the step that it is about, or `undefined` if it is about a world
 */
export type Asking = <F extends Finding>(check: () => F, step?: Step) => F;

/** The form of a property that is checked at points: how it is checked, what settles it, and how long a history that settles it is. */
export interface PointForm {
  /** What is meant by a finding that settles it: it is broken, or what it looks for was reached. */
  readonly settled: "broken" | "reached";
  /** What is reported if it never had a case. */
  readonly withoutCase: "has no case" | "is never reached";
  /** The verdict if a history settles it. */
  readonly verdictWhereSettled: "broken" | "holds";
  /** The verdict if all of a scope was seen and nothing has settled it. */
  verdictWhereUnsettled(cases: number): Pick<Verdict, "verdict" | "why">;

  /** What it finds at a point of a run. */
  findingAt(point: Point, scope: Scope): Finding;
  /** Whether a finding settles it. */
  isSettledBy(finding: Finding): boolean;
  /** A finding in the words that histories on disk have for it. */
  wordFor(finding: "holds" | "no case"): "holds" | "no case" | "reached" | "not reached";
  /** Whether it is asked about the step of a call or, without a call, about a world. */
  isAskedAfter(call: Operation | undefined): boolean;

  /** The level, from 0, of the state in which, or by a step out of which, a history of this many events settles it. */
  levelOf(length: number): number;
  /** Whether there is anything left to find out on a level if a history of this many events is known to settle it. */
  isOpenOn(level: number, length: number): boolean;

  /** Adds it to the properties that a search checks. */
  addTo(asked: AskedProperties, index: number): void;
  /** Its check, which puts each question through `ask`. @param read makes the scope read-only */
  checkedBy(ask: Asking, read: (scope: Scope) => Scope): PointProperty["check"];
}
