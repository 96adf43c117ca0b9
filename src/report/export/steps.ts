import type { Expectation } from "../../history/expectation.ts";
import type { RecordedHistory } from "../../history/read-history.ts";
import type { Observation } from "../../model/observation.ts";
import type { Event } from "../../model/operation.ts";
import { firstWorld, tellHistory } from "../told-history.ts";

/** A world of a history, as other formats take it. */
export interface ExportedStep {
  /** The event that led there, in a sentence, and its line in the file; nothing for the first world. */
  readonly told?: { readonly event: Event; readonly sentence: string; readonly line: number };
  readonly world: Observation;
  /** Whether a loop begins there: the last world is this one again. */
  readonly isLoopStart?: true;
  /** What the history expects of it. */
  readonly expectations: readonly Expectation[];
  /** How many of these stand before the line where a loop begins. */
  readonly beforeLoop?: number;
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
  let expectations: Expectation[] = [];
  let step: ExportedStep = { world: firstWorld(history), expectations };
  const entries = history.entries()[Symbol.iterator]();
  for (const told of tellHistory(history)) {
    const { value: entry } = entries.next();
    const [difference] = told.differences;
    if (difference !== undefined) throw new NotAsRecorded(told.line, difference);
    if (told.what === "event") {
      yield step;
      const { event, sentence, line, world } = told;
      expectations = [];
      step = { told: { event, sentence, line }, world, expectations };
    } else if (told.what === "loop") step = { ...step, isLoopStart: true, beforeLoop: expectations.length };
    else if (entry !== undefined && "expectation" in entry) expectations.push(entry.expectation);
  }
  yield step;
}

/** How the last world of a history with a loop goes on: back to the one where the loop begins, or as it is. */
export interface BackEdge {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** It, between worlds that are numbered from 0; nothing where there is no loop. */
export function backEdgeOf(steps: readonly ExportedStep[]): BackEdge | undefined {
  const to = steps.findIndex(({ isLoopStart }) => isLoopStart);
  const from = steps.length - 1;
  if (to < 0) return undefined;
  return {
    from,
    to,
    words: to === from ? "for ever: nothing more needs to happen" : "the same world again, for ever",
  };
}
