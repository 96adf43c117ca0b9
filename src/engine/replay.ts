import type { EntryOnLine } from "../history/entry.ts";
import type { Expectation } from "../history/expectation.ts";
import { finish } from "../history/finish.ts";
import { LINES_IN_A_STEP, type LineProgress, type RecordedHistory } from "../history/read-history.ts";
import { setRunUnderWay } from "../history/under-way.ts";
import { withNext } from "../history/with-next.ts";
import type { Operation } from "../model/operation.ts";
import type { Property } from "../model/property.ts";
import type { PropertyAlong, ReplayPoint } from "./along.ts";
import { formOf } from "./form.ts";
import { LoopBegun } from "./loop-begun.ts";
import { findingInWords, isAsExpected, type PropertyFinding } from "./property-finding.ts";
import { Run } from "./run.ts";

/** Where a history and its design do not agree. */
export interface ReplayDifference {
  /** The line in the file, from 1. */
  readonly line: number;
  readonly kind: "outcome" | "expectation" | "loop";
  /** The operation with another outcome, the field of the expectation that does not hold, the property, or `loop`. */
  readonly subject: string;
  /** What the file says. */
  readonly expected: string;
  /** What the design says. */
  readonly found: string;
}

/** The result of replaying a history. */
export interface Replay {
  readonly events: number;
  readonly expectations: number;
  /** How many of the expectations name a property. */
  readonly propertyExpectations: number;
  /** How many of those expect it to hold, and agree because it has no case there. */
  readonly withoutCase: number;
  /** How many differences there are. Those after the first may be mere consequences of it. */
  readonly count: number;
  /** The first of them, in order. */
  readonly differences: readonly ReplayDifference[];
  /** What each property of `ReplayOptions` has found along the history. */
  readonly properties: readonly PropertyAlong[];
}

/** Whether a replay tested nothing: the history has no event and no expectation, and no property had a case. */
export const testsNothing = ({ events, expectations, properties }: Replay): boolean =>
  events === 0 && expectations === 0 && properties.every(({ cases }) => cases === 0);

/** How a history is replayed. */
export interface ReplayOptions {
  /** How many differences to keep. Default: all. All are counted. */
  readonly keep?: number | undefined;
  /** Properties to check along the history: at the start and after every event or, if they are on runs, at the end. */
  readonly properties?: readonly Property[];
}

/** Replays a history in the design it was read for. After a difference it goes on in the design's own world. */
export function replay(history: RecordedHistory, options: ReplayOptions = {}): Replay {
  return finish(replayInSteps(history, options));
}

/** The same replay in steps, yielding its progress now and then. */
export function* replayInSteps(
  history: RecordedHistory,
  { keep = Infinity, properties = [] }: ReplayOptions = {},
): Generator<LineProgress, Replay> {
  let events = 0;
  setRunUnderWay(() => operationsOf(history, events));
  const run = new Run(history.model, history.scope);
  const along = properties.map((property) => formOf(property).along(history.model, history.scope));
  const differences: ReplayDifference[] = [];
  let [expectations, propertyExpectations, withoutCase, count] = [0, 0, 0, 0];
  let loop: LoopBegun | undefined;
  let lastLine = 1;
  const played = (): ReplayPoint => playedTo(history, run, { events, line: lastLine, loop });
  const ask = (): void => {
    for (const one of along) if (one.isOpen) one.take(played());
  };
  ask();
  for (const { item: entry, next } of withNext(history.entries())) {
    const { line } = entry;
    let found: readonly ReplayDifference[] = NONE;
    if ("loop" in entry) loop = new LoopBegun(run, line, events);
    else if ("event" in entry) {
      // Whether a property is asked about an event shows in the entry that follows it.
      const isAsked = along.some(({ isOpen }) => isOpen) || (next !== undefined && "expectation" in next);
      const { outcome } = run.perform(entry.event.operation, isAsked);
      events++;
      lastLine = line;
      found = differenceOfOutcome(entry, outcome);
      ask();
    } else {
      const checked = checkEntry(entry.expectation, run, history, { events, line: lastLine, loop });
      expectations++;
      propertyExpectations += checked.finding === undefined ? 0 : 1;
      withoutCase += checked.isWithoutCase ? 1 : 0;
      found = checked.disagreements.map((one) => ({ line, kind: "expectation", ...one }));
    }
    count += found.length;
    for (const difference of found) if (differences.length < keep) differences.push(difference);
    if (next === undefined && loop?.isClosed(run) === false) {
      count++;
      if (differences.length < keep) differences.push(notClosed(loop));
    }
    if (line % LINES_IN_A_STEP === 0 || along.length > 0) yield { lines: line };
  }
  return {
    events,
    expectations,
    propertyExpectations,
    withoutCase,
    count,
    differences,
    properties: along.map((one) => one.found(played())),
  };
}

const notClosed = ({ line }: LoopBegun): ReplayDifference => ({
  line,
  kind: "loop",
  subject: "loop",
  expected: "the same world at the end",
  found: "a different one",
});

/** The first of a history's operations. They are read again, so a long history need not be kept in memory. */
export function operationsOf(history: RecordedHistory, most: number): Operation[] {
  const operations: Operation[] = [];
  for (const entry of history.entries()) {
    if (operations.length === most) break;
    if ("event" in entry) operations.push(entry.event.operation);
  }
  return operations;
}

type EventOnLine = Extract<EntryOnLine, { readonly event: unknown }>;

const NONE: readonly ReplayDifference[] = [];

function differenceOfOutcome({ event, line }: EventOnLine, found: string): readonly ReplayDifference[] {
  if (found === event.outcome) return NONE;
  return [{ line, kind: "outcome", subject: event.operation.op, expected: event.outcome, found }];
}

/** The result of checking an expectation. */
export interface CheckedExpectation {
  readonly disagreements: readonly Pick<ReplayDifference, "subject" | "expected" | "found">[];
  /** Whether it expects a property to hold that has no case there. */
  readonly isWithoutCase: boolean;
  /** What the property of the expectation finds; absent if it names none. */
  readonly finding?: PropertyFinding;
}

/** How far a history was run, and where its loop began, if it did. */
export interface Ran extends Pick<ReplayPoint, "events" | "line"> {
  readonly loop: LoopBegun | undefined;
}

/** Checks an expectation at the point that a run has reached. */
export function checkEntry(
  expectation: Expectation,
  run: Run,
  history: RecordedHistory,
  ran: Ran,
): CheckedExpectation {
  const { properties, model } = history;
  const { property: name, verdict, ...ofWorld } = expectation;
  const isOfWorld = Object.keys(ofWorld).length > 0;
  const disagreements = (isOfWorld ? model.domain.expectations.check(ofWorld, run.observe()) : []).map(
    ({ field, expected, found }) => ({ subject: field, expected, found }),
  );
  if (name === undefined || verdict === undefined) return { disagreements, isWithoutCase: false };
  const property = properties.find((one) => one.name === name);
  if (property === undefined) throw new Error(`the history was accepted, but there is no property ${name}`);
  const finding = formOf(property).findingOf(playedTo(history, run, ran));
  if (isAsExpected(finding, verdict))
    return { disagreements, isWithoutCase: finding.found === "no case", finding };
  const disagreement = { subject: name, expected: verdict, found: findingInWords(finding) };
  return { disagreements: [...disagreements, disagreement], isWithoutCase: false, finding };
}

function playedTo(history: RecordedHistory, run: Run, { events, line, loop }: Ran): ReplayPoint {
  const { model, scope } = history;
  return {
    model,
    scope,
    events,
    line,
    loop: loop?.events,
    point: () => run.point(),
    operations: () => operationsOf(history, events),
  };
}
