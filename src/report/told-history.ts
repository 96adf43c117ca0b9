import { checkExpectation } from "../history/check-expectation.ts";
import { begin, observationOf, perform, worldOf } from "../history/history.ts";
import type { RecordedHistory } from "../history/read-history.ts";
import type { Observation } from "../model/observation.ts";
import type { Event } from "../model/operation.ts";
import { changes } from "./changes.ts";
import { sentence } from "./sentence.ts";

/** An entry of a history file, run in its design and told. */
export type Told = {
  /** How many events have happened with it. */
  readonly step: number;
  /** The entry's line in the file. */
  readonly line: number;
  /** Where the file says something else than the design, a sentence each. */
  readonly differences: readonly string[];
} & (
  | { readonly what: "expectation" }
  | {
      readonly what: "event";
      /** With the design's own outcome. */
      readonly event: Event;
      readonly sentence: string;
      readonly changes: readonly string[];
      /** The world after it. */
      readonly world: Observation;
    }
);

/** Runs a history file in its design and tells it entry by entry. No more than one event is kept in memory. */
export function* tellHistory({ model, scope, entries }: RecordedHistory): Generator<Told> {
  const start = begin(model, scope);
  let history = start;
  let step = 0;
  for (const entry of entries()) {
    const { line } = entry;
    const before = observationOf(history);
    if ("expectation" in entry) {
      const disagreements = checkExpectation(entry.expectation, before);
      const differences = disagreements.map(
        ({ field, expected, found }) => `The file expects of "${field}": ${expected}; found: ${found}.`,
      );
      yield { what: "expectation", step, line, differences };
      continue;
    }
    const [moment] = perform(history, entry.event.operation).moments;
    if (moment === undefined) throw new Error("an event was performed and is not there");
    const { outcome } = moment.event;
    const told = changes(worldOf(history), moment);
    // The events before it are let go.
    history = { ...start, initial: moment.world };
    const world = observationOf(history);
    yield {
      what: "event",
      step: ++step,
      line,
      differences:
        outcome === entry.event.outcome
          ? []
          : [`The file says ${entry.event.outcome}, ${model.name} says ${outcome}.`],
      event: moment.event,
      sentence: sentence(moment.event, { before, after: world }),
      changes: told,
      world,
    };
  }
}

/** The world before the first event of a history file. */
export function firstWorld({ model, scope }: RecordedHistory): Observation {
  return observationOf(begin(model, scope));
}
