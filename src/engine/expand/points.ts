/** States of a space as points of a run, where properties can be asked one at a time. `PropertyChecker` asks them about all steps at once and is faster. */
import type { Operation } from "../../model/operation.ts";
import type { Values } from "../codec/codec.ts";
import { type Arrival, type Point, pointOf } from "../point.ts";
import type { StateSpace } from "./state-space.ts";

/** The point of a state. @param other any point in the same space, to save time */
export function pointIn(space: StateSpace, values: Values, other?: Point): Point {
  const world = structuredClone(space.worldOf(values));
  return pointOf(space.model, space.scope, world, undefined, other?.changes);
}

/** Carries out a call in a state. @param before the point of the state */
export function arrive(space: StateSpace, before: Point, values: Values, operation: Operation): Arrival {
  const { outcome } = space.carryOut(values, operation);
  const event = { operation, outcome };
  const after = structuredClone(space.codec.scratch());
  return { event, point: pointOf(space.model, space.scope, after, { point: before, event }) };
}
