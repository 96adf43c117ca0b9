/** Which run of a design is under way in this thread, so that a failure can be reported with its history. A thread does one thing at a time. */
import type { Operation } from "../model/operation.ts";

let historySoFar: (() => readonly Operation[]) | undefined;

/**
 * Sets the run that is under way, until the next one is set.
 *
 * @param history returns the operations that lead to the world that the run is in by then. It is called only if something fails
 */
export function setRunUnderWay(history: () => readonly Operation[]): void {
  historySoFar = history;
}

/** Says that no run is under way: if something fails from now on, it was not the last run that led there. */
export function clearRunUnderWay(): void {
  historySoFar = undefined;
}

/** The operations that lead to where the run under way is, or `undefined` if none is under way. */
export function runUnderWay(): readonly Operation[] | undefined {
  return historySoFar?.();
}
