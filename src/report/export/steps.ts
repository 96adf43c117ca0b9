import type { Expectation } from "../../history/expectation.ts";
import type { RecordedHistory } from "../../history/read-history.ts";
import type { Observation } from "../../model/observation.ts";
import type { Event } from "../../model/operation.ts";
import { firstWorld, tellHistory } from "../told-history.ts";

/** A world of a history, for export to other formats. */
export interface ExportedStep {
  /** The event that led there, as a sentence, and its line in the file; missing for the first world. */
  readonly told?: { readonly event: Event; readonly sentence: string; readonly line: number };
  readonly world: Observation;
  /** Whether a loop begins here: then the last world is this one again. */
  readonly isLoopStart?: true;
  /** What the history expects of it. */
  readonly expectations: readonly Expectation[];
  /** How many of these come before the line where a loop begins. */
  readonly beforeLoop?: number;
}

/** A history cannot be exported, because its design disagrees with it. */
export class DisagreesWithDesign extends Error {
  override name = "DisagreesWithDesign";
  /** Counted from 1. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * Runs a history in its design, world by world.
 *
 * @throws {DisagreesWithDesign} if the file disagrees with the design: only what is true is exported
 */
export function* stepsOf(history: RecordedHistory): Generator<ExportedStep> {
  let expectations: Expectation[] = [];
  let step: ExportedStep = { world: firstWorld(history), expectations };
  const entries = history.entries()[Symbol.iterator]();
  for (const told of tellHistory(history)) {
    const { value: entry } = entries.next();
    const [difference] = told.differences;
    if (difference !== undefined) throw new DisagreesWithDesign(told.line, difference);
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

/** How a history with a loop continues after its last world: back to the world where the loop begins, or in the same world. */
export interface BackEdge {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** The back edge, between worlds numbered from 0; `undefined` if there is no loop. */
export function backEdgeOf(steps: readonly ExportedStep[]): BackEdge | undefined {
  const to = steps.findIndex(({ isLoopStart }) => isLoopStart);
  const from = steps.length - 1;
  if (to < 0) return undefined;
  return {
    from,
    to,
    words: to === from ? "forever: nothing more needs to happen" : "the same world again, forever",
  };
}
