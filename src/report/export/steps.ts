import type { RecordedHistory } from "../../history/read-history.ts";
import { writeEntry } from "../../history/write-history.ts";
import type { Observation } from "../../model/observation.ts";
import type { Event } from "../../model/operation.ts";
import { firstWorld, tellHistory } from "../told-history.ts";

/** A world of a history, as other formats take it. */
export interface ExportedStep {
  /** The event that led there, and in a sentence; nothing for the first world. */
  readonly told?: { readonly event: Event; readonly sentence: string };
  readonly world: Observation;
  /** The lines of the history that expect something of it. */
  readonly expectations: readonly string[];
}

/** That a history cannot be handed on, because its design says something else. */
export class NotAsRecorded extends Error {
  override name = "NotAsRecorded";
  /** From 1. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * Runs a history in its design, world by world.
 *
 * @throws {NotAsRecorded} where the file says something else than the design: what is handed on is what is so
 */
export function* stepsOf(history: RecordedHistory): Generator<ExportedStep> {
  let step: ExportedStep = { world: firstWorld(history), expectations: [] };
  const entries = history.entries()[Symbol.iterator]();
  for (const told of tellHistory(history)) {
    const { value: entry } = entries.next();
    const [difference] = told.differences;
    if (difference !== undefined) throw new NotAsRecorded(told.line, difference);
    if (told.what === "event") {
      yield step;
      const { event, sentence, world } = told;
      step = { told: { event, sentence }, world, expectations: [] };
    } else if (entry !== undefined)
      step = { ...step, expectations: [...step.expectations, writeEntry(history.model, entry)] };
  }
  yield step;
}
