import { deepEqual } from "fast-equals";
import type { Run } from "./run.ts";

/** The point of a history from which it loops for ever: at its end the world has to be the same again, with the same numbers. */
export class LoopBegun {
  /** In the file, from 1. */
  readonly line: number;
  /** How many events precede it. */
  readonly events: number;
  readonly #world: object;

  constructor(run: Run, line: number, events: number) {
    this.line = line;
    this.events = events;
    this.#world = run.copy();
  }

  /** Whether the run is back in the world where the loop began. */
  isClosed(run: Run): boolean {
    return deepEqual(this.#world, run.copy());
  }
}
