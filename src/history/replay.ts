import type { Model } from "../model/model.ts";
import type { Event } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { checkExpectation } from "./check-expectation.ts";
import type { EntryOnLine } from "./entry.ts";
import { finish } from "./finish.ts";
import { LINES_IN_A_STEP, type LineProgress, type RecordedHistory } from "./read-history.ts";

/** Where a history and its design do not agree. */
export interface Difference {
  /** The line of the file, from 1. */
  readonly line: number;
  readonly kind: "outcome" | "expectation";
  /** The operation that came to something else, or the field of the expectation that is not so. */
  readonly subject: string;
  /** What the file says, */
  readonly expected: string;
  /** and what the design says. */
  readonly found: string;
}

/** What came of running a history again. */
export interface Replay {
  readonly events: number;
  readonly expectations: number;
  /** How many differences there are. Those after the first may only follow from it. */
  readonly count: number;
  /** The first of them, in order. */
  readonly differences: readonly Difference[];
}

/**
 * Runs a history again in the design it was read for. After a difference it goes on in the design's own world.
 *
 * @param keep how many differences to keep; all are counted
 */
export function replay(history: RecordedHistory, keep: number = Infinity): Replay {
  return finish(replayInSteps(history, keep));
}

/** The same replay, which tells now and then how far it has come. */
export function* replayInSteps(
  { model, scope, entries }: RecordedHistory,
  keep: number = Infinity,
): Generator<LineProgress, Replay> {
  const world = model.initial(scope);
  const differences: Difference[] = [];
  let events = 0;
  let expectations = 0;
  let count = 0;
  for (const entry of entries()) {
    if ("event" in entry) events++;
    else expectations++;
    const found =
      "event" in entry ? runEvent(model, world, scope, entry) : checkWorld(model, world, scope, entry);
    count += found.length;
    for (const difference of found) if (differences.length < keep) differences.push(difference);
    if (entry.line % LINES_IN_A_STEP === 0) yield { lines: entry.line };
  }
  return { events, expectations, count, differences };
}

type EventOnLine = Extract<EntryOnLine, { readonly event: Event }>;
type ExpectationOnLine = Exclude<EntryOnLine, EventOnLine>;

const NONE: readonly Difference[] = [];

function runEvent(
  model: Model,
  world: object,
  scope: Scope,
  { event, line }: EventOnLine,
): readonly Difference[] {
  const found = model.apply(world, event.operation, scope);
  if (found === event.outcome) return NONE;
  return [{ line, kind: "outcome", subject: event.operation.op, expected: event.outcome, found }];
}

function checkWorld(
  model: Model,
  world: object,
  scope: Scope,
  { expectation, line }: ExpectationOnLine,
): readonly Difference[] {
  return checkExpectation(expectation, model.observe(world, scope)).map(({ field, expected, found }) => ({
    line,
    kind: "expectation",
    subject: field,
    expected,
    found,
  }));
}
