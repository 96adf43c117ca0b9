/** Which run of a design is under way in this thread, for whoever has to say how a failure came up. A thread does one thing at a time. */
import type { Operation } from "../model/operation.ts";

let historySoFar: (() => readonly Operation[]) | undefined;

/**
 * Says which run goes on from now on, until the next one is told.
 *
 * @param history gives the operations that lead to the world that the run is in by then. It is asked only where something fails
 */
export function tellRun(history: () => readonly Operation[]): void {
  historySoFar = history;
}

/** Says that what comes now is asked along no run: whatever fails, the run that was told last did not lead there. */
export function tellNoRun(): void {
  historySoFar = undefined;
}

/** The operations that lead to where the run is that was told last; nothing where none is under way. */
export function runUnderWay(): readonly Operation[] | undefined {
  return historySoFar?.();
}
