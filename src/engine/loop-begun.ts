import { deepEqual } from "fast-equals";
import type { Run } from "./run.ts";

/** The point of a history from which it goes round for ever: at its end the world has to be the same again, in the same numbers. */
export class LoopBegun {
  /** Of the file, from 1. */
  readonly line: number;
  /** How many events stand before it. */
  readonly events: number;
  readonly #world: object;

  constructor(run: Run, line: number, events: number) {
    this.line = line;
    this.events = events;
    this.#world = run.copy();
  }

  /** Whether the run has come back to where the loop begins. */
  isClosed(run: Run): boolean {
    return deepEqual(this.#world, run.copy());
  }
}
