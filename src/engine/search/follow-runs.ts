import { guardedSteps, unguarded } from "../checked/guard.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { checkRuns, type FoundOfRuns, type RunsAsked } from "../liveness/check-runs.ts";
import { FailedInNode } from "../liveness/failed-in-node.ts";
import type { FoundStates } from "../liveness/steps-of-forms.ts";
import type { SearchOptions } from "../search-options.ts";
import { FailedInState, FailedOnlyUnshared } from "./failed-in-state.ts";

/** What a search has found that runs are made of. */
export interface FoundForRuns {
  readonly space: StateSpace;
  readonly states: FoundStates;
  /** How many events a state is from the first. */
  levelOf(state: number): number;
  /** Why not all of the scope was seen; `undefined` if it was. */
  readonly bound: string | undefined;
  /** Upper bound on the memory of the graph of the runs, in bytes. */
  readonly memory: number;
}

/**
 * Checks the properties on runs until asked to stop. Yields now and then.
 *
 * @returns what was found, or "looked" if a property or a fair call depends on opaque values
 * @throws {FailedInState} if the design or a property fails in a state
 * @throws {FailedOnlyUnshared} if it fails in a form that stands for several states: they then have to be asked about one by one
 */
export function* followRuns(
  found: FoundForRuns,
  asked: RunsAsked,
  { stop, guard = unguarded, comparisons = "every" }: Pick<SearchOptions, "stop" | "guard" | "comparisons">,
): Generator<void, FoundOfRuns | "looked"> {
  const { space, states, bound, memory } = found;
  try {
    const checking = guardedSteps(guard, checkRuns(space, states, asked, comparisons, { bound, memory }));
    for (let next = checking.next(); ; next = checking.next()) {
      if (next.done) return next.value;
      const reason = stop?.();
      if (reason !== undefined)
        return yield* checkRuns(space, states, asked, comparisons, { bound: reason, memory });
      yield;
    }
  } catch (error) {
    throw error instanceof FailedInNode ? failureIn(found, error) : error;
  }
}

function failureIn(
  { space: { part, packer }, states, levelOf }: FoundForRuns,
  { node, cause, message }: FailedInNode,
): Error {
  if (part.opaque.length > 0) return new FailedOnlyUnshared(message, { cause });
  const place = states.placeOf(node);
  return new FailedInState(cause, states.words.slice(place, place + packer.length), 0, levelOf(node));
}
