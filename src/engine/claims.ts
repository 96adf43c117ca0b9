import type { Model } from "../model/model.ts";
import type { Observation } from "../model/observation.ts";
import type { Event } from "../model/operation.ts";
import type { Finding, Property, Step, Try } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { attemptIn } from "./attempt.ts";

/** A point of a run as claims look at it: the world there, and the step that led to it unless it is the first. */
export interface Point {
  /** The world itself, which nothing changes any more. */
  readonly state: object;
  /** The world as claims see it. */
  readonly world: Observation;
  readonly step: Step | undefined;
  readonly attempt: Try;
}

/**
 * The next point of a run.
 *
 * @param before the point before it and the event between the two; nothing at the start
 */
export function pointOf(
  model: Model,
  scope: Scope,
  state: object,
  before?: { point: Point; event: Event },
): Point {
  // Immer gives the same world where nothing changed, and then it looks the same.
  const isSame = before?.point.state === state;
  const observation = isSame ? before.point.world : model.observe(state, scope);
  return {
    state,
    world: observation,
    step: before && { before: before.point.world, ...before.event, after: observation },
    attempt: attemptIn(model, scope, () => structuredClone(state)),
  };
}

/** What a property says at a point. */
export function findingAt(property: Property, point: Point, scope: Scope): Finding {
  if (property.form !== "on every step") return property.check(point.world, scope, point.attempt);
  return point.step === undefined ? "no case" : property.check(point.step, scope, point.attempt);
}
