import { frozen } from "../engine/checked/frozen.ts";
import type { History } from "../history/history.ts";
import * as unchecked from "../history/history.ts";
import type { Model } from "../model/model.ts";
import type { Observation } from "../model/observation.ts";
import type { Event, Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { requireDesigns } from "./asked.ts";
import { listOf, requireHistory, requireOperation, requirePosition } from "./asked-of-history.ts";
import { requireScope } from "./scope.ts";

/**
 * A history without events.
 *
 * @param scope a complete scope of the design's domain
 * @throws {RangeError} if a bound is unknown to the domain or invalid; the message says which, and why
 * @throws {TypeError} if `model` is not a design, or `scope` is not an object
 */
export function begin<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  model: Model<World, O, S, V>,
  scope: S,
): History<World, O, S, V> {
  requireDesigns(model);
  requireScope(model.domain, scope);
  // A frozen copy, so that later changes to the caller's scope do not affect the history.
  return unchecked.begin(model, frozen(structuredClone(scope)));
}

/**
 * Performs an operation at the history's position. Events after the position are dropped: this starts another branch.
 *
 * @throws {RangeError} if the design has no such operation
 * @throws {TypeError} if `history` is not a history, or a field of the operation is wrong; the message says which, and why
 */
export function perform<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  history: History<World, O, S, V>,
  operation: O,
): History<World, O, S, V> {
  requireHistory(history);
  requireOperation(history.model, operation);
  return unchecked.perform(history, operation);
}

/**
 * Performs one operation after another.
 *
 * @throws as `perform`, for the first invalid operation; none is performed then
 */
export function performAll<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  history: History<World, O, S, V>,
  operations: Iterable<O>,
): History<World, O, S, V> {
  requireHistory(history);
  const all = listOf(operations, "operations");
  for (const operation of all) requireOperation(history.model, operation);
  return unchecked.performAll(history, all);
}

/**
 * The same history at another position.
 *
 * @param position how many events have happened there; clamped to between 0 and the number of events
 * @throws {TypeError} if `history` is not a history, or `position` is not a whole number
 */
export function goTo<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  history: History<World, O, S, V>,
  position: number,
): History<World, O, S, V> {
  requireHistory(history);
  requirePosition(position);
  return unchecked.goTo(history, position);
}

/** The world at the history's position. @throws {TypeError} if `history` is not a history */
export function worldOf<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  history: History<World, O, S, V>,
): World {
  requireHistory(history);
  return unchecked.worldOf(history);
}

/** The world at the history's position, as properties and reports see it. @throws {TypeError} if `history` is not a history */
export function observationOf<
  World extends object,
  O extends Operation,
  S extends Scope,
  V extends Observation,
>(history: History<World, O, S, V>): V {
  requireHistory(history);
  return unchecked.observationOf(history);
}

/** The events up to the history's position. @throws {TypeError} if `history` is not a history */
export function eventsOf<World extends object, O extends Operation>(
  history: History<World, O>,
): readonly Event<O>[] {
  requireHistory(history);
  return unchecked.eventsOf(history);
}
