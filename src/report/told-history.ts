import { LoopBegun } from "../engine/loop-begun.ts";
import { findingInWords, type PropertyFinding } from "../engine/property-finding.ts";
import { checkEntry, operationsOf } from "../engine/replay.ts";
import { Run } from "../engine/run.ts";
import { begin, happen, observationOf } from "../history/history.ts";
import type { RecordedHistory } from "../history/read-history.ts";
import { setRunUnderWay } from "../history/under-way.ts";
import { withNext } from "../history/with-next.ts";
import type { Observation } from "../model/observation.ts";
import type { Event, Operation } from "../model/operation.ts";
import { changes } from "./changes.ts";

/** An entry of a history file, run in its design and told. */
export type Told = {
  /** How many events have happened, including this one. */
  readonly step: number;
  /** The entry's line in the file. */
  readonly line: number;
  /** Where the file disagrees with the design, one sentence each. */
  readonly differences: readonly string[];
} & (
  | {
      readonly what: "expectation";
      /** The finding of the property that the expectation names. */
      readonly asked?: { readonly property: string; readonly finding: PropertyFinding };
    }
  /** Where a loop begins. If the loop does not close, it is repeated after the last entry. */
  | { readonly what: "loop" }
  | ({ readonly what: "event" } & ToldEvent)
  /** An event that was not asked for. */
  | { readonly what: "event passed over" }
);

interface ToldEvent {
  /** With the design's own outcome. */
  readonly event: Event;
  readonly sentence: string;
  readonly changes: readonly string[];
  /** The world after it. */
  readonly world: Observation;
}

/**
 * Runs a history file in its design and tells it entry by entry. At most one event is kept in memory.
 *
 * @param only the only step whose event is told: telling all events takes far longer than running them
 */
export function* tellHistory(history: RecordedHistory, only?: number): Generator<Told> {
  const { model, scope, entries } = history;
  let events = 0;
  setRunUnderWay(() => operationsOf(history, events));
  const run = new Run(model, scope);
  let step = 0;
  let loop: LoopBegun | undefined;
  for (const { item: entry, next } of withNext(entries())) {
    const { line } = entry;
    if ("loop" in entry) {
      loop = new LoopBegun(run, line, events);
      yield { what: "loop", step, line, differences: [] };
    } else if ("expectation" in entry) {
      const { disagreements, finding } = checkEntry(entry.expectation, run, history, { events, line, loop });
      const differences = disagreements.map(
        ({ subject, expected, found }) => `The file expects of "${subject}": ${expected}; found: ${found}.`,
      );
      const { property } = entry.expectation;
      const asked = property === undefined || finding === undefined ? {} : { asked: { property, finding } };
      yield { what: "expectation", step, line, differences, ...asked };
    } else {
      const { operation } = entry.event;
      step++;
      const told = only === undefined || only === step ? tell(history, run.copy(), operation) : undefined;
      const isAsked = next !== undefined && "expectation" in next;
      const { outcome } = run.perform(operation, isAsked);
      events++;
      const differences =
        outcome === entry.event.outcome
          ? []
          : [`The file says ${entry.event.outcome}, ${model.name} says ${outcome}.`];
      yield told === undefined
        ? { what: "event passed over", step, line, differences }
        : { what: "event", step, line, differences, ...told };
    }
  }
  if (loop?.isClosed(run) === false)
    yield {
      what: "loop",
      step,
      line: loop.line,
      differences: ["The loop does not close: the world at the end is different."],
    };
}

function tell({ model, scope }: RecordedHistory, world: object, operation: Operation): ToldEvent {
  const before = model.observe(world, scope);
  const moment = happen(model, scope, world, operation);
  const after = model.observe(moment.world, scope);
  return {
    event: moment.event,
    sentence: model.domain.words.sentence(model, moment.event, { before, after }),
    changes: changes(model.domain, world, moment),
    world: after,
  };
}

/** The finding of a property as a sentence. */
export function findingSentence(property: string, finding: PropertyFinding): string {
  return `${property}, here: ${findingInWords(finding)}.`;
}

/** The world before the first event of a history file. */
export function firstWorld({ model, scope }: RecordedHistory): Observation {
  return observationOf(begin(model, scope));
}
