import type { PlayOptions } from "./backend.ts";
import type { Difference } from "./containers/compare-pictures.ts";
import type { KernelEvent, KernelRun } from "./containers/run.ts";

/** What comes after a difference may only follow from it. */
export const UNTIL_DIFFERENCE: PlayOptions = { untilDifference: true };

/** Where a history differs first: what is so after it may only follow from it. */
export interface FirstDifference {
  readonly sort: Difference["sort"];
  /** The operation of its last event. */
  readonly op: string;
  /** The last is the one after which they differ; none where they differ from the start. */
  readonly events: readonly KernelEvent[];
  readonly differences: readonly Difference[];
}

/** Where a run first differs; nothing where it agrees. */
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
