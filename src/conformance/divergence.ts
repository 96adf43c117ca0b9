import type { PlayOptions } from "./backend.ts";
import type { Difference } from "./containers/compare-pictures.ts";
import type { KernelEvent, KernelRun } from "./containers/run.ts";

/** Whatever comes after a difference may only be a consequence of it. */
export const UNTIL_DIFFERENCE: PlayOptions = { untilDifference: true };

/** The first point at which a history differs; everything after it may only be a consequence. */
export interface FirstDifference {
  readonly sort: Difference["sort"];
  /** The operation of its last event. */
  readonly op: string;
  /** The events up to the one after which they differ; empty if they differ from the start. */
  readonly events: readonly KernelEvent[];
  readonly differences: readonly Difference[];
}

/** Where a run first differs; `undefined` if it agrees. */
export function firstDifference(run: KernelRun): FirstDifference | undefined {
  const [atStart] = run.beginning;
  if (atStart !== undefined)
    return { sort: atStart.sort, op: "the start", events: [], differences: run.beginning };
  const index = run.events.findIndex(({ differences }) => differences.length > 0);
  const event = run.events[index];
  const [difference] = event?.differences ?? [];
  if (event === undefined || difference === undefined) return undefined;
  const events = run.events.slice(0, index + 1);
  return { sort: difference.sort, op: event.event.operation.op, events, differences: event.differences };
}
