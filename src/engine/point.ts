import { happen } from "../history/history.ts";
import type { Model } from "../model/model.ts";
import type { Observation } from "../model/observation.ts";
import type { Event, Operation } from "../model/operation.ts";
import type { Breach, Step, Try } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { attemptIn } from "./attempt.ts";
import { carryOut } from "./carry-out.ts";
import { WorldChanges } from "./world-changes.ts";

/** A point of a run as properties see it: the world there and, unless it is the first, the step that led to it. */
export interface Point {
  /** The world itself, which nothing may change any more. */
  readonly state: object;
  /** The world as properties see it. */
  readonly world: Observation;
  readonly step: Step | undefined;
  readonly attempt: Try;
  /** Tells whether a call changes a world of the run. */
  readonly changes: WorldChanges;
}

/**
 * The next point of a run.
 *
 * @param before the point before it and the event between the two; `undefined` at the start
 * @param changes tells whether calls change worlds; pass one at the start of each run to share it among runs of one design
 */
export function pointOf(
  model: Model,
  scope: Scope,
  state: object,
  before?: { point: Point; event: Event },
  changes: WorldChanges = before?.point.changes ?? new WorldChanges(model, scope),
): Point {
  // Immer returns the same world if nothing changed, and then it looks the same.
  const isSame = before?.point.state === state;
  const observation = isSame ? before.point.world : model.observe(state, scope);
  return {
    state,
    world: observation,
    step: before && stepOf(before.point, before.event, state, observation, changes),
    attempt: attemptIn(model, scope, () => structuredClone(state)),
    changes,
  };
}

/** Most properties do not ask whether a step has changed the world, so that is found out on demand. */
function stepOf(before: Point, event: Event, state: object, after: Observation, changes: WorldChanges): Step {
  let changed: boolean | undefined;
  return {
    before: before.world,
    operation: event.operation,
    outcome: event.outcome,
    after,
    get changed() {
      changed ??= changes.isChanged(before.state, state);
      return changed;
    },
  };
}

/** A step of a run, and the point after it. */
export interface Arrival {
  readonly event: Event;
  readonly point: Point;
}

/** Performs an operation under Immer. @param before the point that the run has reached */
export function advance(model: Model, scope: Scope, before: Point, operation: Operation): Arrival {
  const { event, world } = happen(model, scope, before.state, operation);
  return { event, point: pointOf(model, scope, world, { point: before, event }) };
}

/** The call that shows a breach at a point, carried out there; `undefined` if the breach needs none. */
export function showing(model: Model, scope: Scope, { state }: Point, { call }: Breach): Event | undefined {
  return call && { operation: call, outcome: carryOut(model, structuredClone(state), call, scope) };
}
