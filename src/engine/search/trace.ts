/**
 * Finds the history that settles a property, once a search has found how long the shortest is: the first of that length in the order of calls,
 * with W2's numbers.
 *
 * A prefix of a shortest history is a shortest history itself: the state after n of its events is on level n. So the walk goes from level to
 * level, by the first call whose successor leads on to a state that settles the property. Whether a successor does is found out in the quotient
 * graph, where each state is visited once, so it takes no longer than the search up to that level.
 */

import type { Model } from "../../model/model.ts";
import type { Event } from "../../model/operation.ts";
import type { PointProperty } from "../../model/property.ts";
import { counted } from "../../text/counted.ts";
import type { Values } from "../codec/codec.ts";
import { arrive, pointIn } from "../expand/points.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { findingAt, pointFormOf } from "../forms/form-of.ts";
import { replayed, type Trace } from "../replayed.ts";

/** A property that a search has settled, and how many events the shortest history that settles it has. */
export interface Sought {
  readonly property: PointProperty;
  readonly length: number;
}

/** No history of the length that the search has found settles the property. */
export class Unsettled extends Error {
  readonly property: PointProperty;

  constructor(property: PointProperty, message: string) {
    super(message);
    this.property = property;
  }
}

/** What is known of the states on the way. */
export interface Guide {
  /** Whether the state with these values is on a level, and leads from level to level to one that settles the property. */
  leadsOn(values: Values, level: number): Generator<undefined, boolean>;
}

/** How many events lead to the last state: all, or all but one if a step out of it settles the property. */
export function lastLevelOf({ property, length }: Sought): number {
  return pointFormOf(property).levelOf(length);
}

/**
 * Finds the history for one property. It yields now and then.
 *
 * @throws {Unsettled} if no history of that length settles the property
 * @throws {Error} if the history has another result when it is replayed: the design or the property is not deterministic
 */
export function* traceOf(space: StateSpace, sought: Sought, guide: Guide): Generator<undefined, Trace> {
  const { model, scope } = space;
  const { property } = sought;
  const events: Event[] = [];
  let values = space.first();
  if (!(yield* guide.leadsOn(values, 0))) throw unsettled(model, sought);
  while (events.length < lastLevelOf(sought)) {
    const step = yield* nextStep(space, values, events.length + 1, guide);
    if (step === undefined) throw unsettled(model, sought);
    events.push(step.event);
    values = step.values;
  }
  if (events.length < sought.length) {
    const event = firstSettling(space, values, property);
    if (event === undefined) throw unsettled(model, sought);
    events.push(event);
  }
  return replayed(model, scope, property, events);
}

/** The first call in a state that leads on, and the state after it. @param level the level of the state after it */
function* nextStep(
  space: StateSpace,
  values: Values,
  level: number,
  guide: Guide,
): Generator<undefined, { readonly event: Event; readonly values: Values } | undefined> {
  for (const operation of space.operationsIn(values)) {
    const { outcome, values: after } = space.carryOut(values, operation);
    if (after === values) continue;
    if (yield* guide.leadsOn(after, level)) return { event: { operation, outcome }, values: after };
  }
  return undefined;
}

/** The first call in a state that settles a property by its step. */
function firstSettling(space: StateSpace, values: Values, property: PointProperty): Event | undefined {
  const form = pointFormOf(property);
  const here = pointIn(space, values);
  for (const operation of space.operationsIn(values)) {
    const { event, point } = arrive(space, here, values, operation);
    if (form.isSettledBy(findingAt(property, point, space.scope))) return event;
  }
  return undefined;
}

function unsettled(model: Model, { property, length }: Sought): Unsettled {
  return new Unsettled(
    property,
    `no history of ${counted(length, "event")} settles ${property.name}, although the search found one: ${model.name} or ${property.name} is not deterministic, or depends on numbers`,
  );
}
