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
 * @param scope a whole scope of the design's domain
 * @throws {RangeError} where one is no bound of the domain, or is not what that bound may be: which one, and why; {TypeError} where the design is none
 */
export function begin<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  model: Model<World, O, S, V>,
  scope: S,
): History<World, O, S, V> {
  requireDesigns(model);
  requireScope(model.domain, scope);
  // What anybody does to it later is no matter of the history.
  return unchecked.begin(model, frozen(structuredClone(scope)));
}

/**
 * Performs an operation at the history's position. Events behind the position are dropped: this is another branch.
 *
 * @throws {RangeError} where the design has no such operation; {TypeError} where the history is none, or the operation has not what it takes: what, and why
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
 * @throws as `perform`, at the first that is none: nothing is performed then
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
 * @param position how many events have happened there; kept between 0 and the number of events
 * @throws {TypeError} where the history is none, or the position no whole number
 */
export function goTo<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  history: History<World, O, S, V>,
  position: number,
): History<World, O, S, V> {
  requireHistory(history);
  requirePosition(position);
  return unchecked.goTo(history, position);
}

/** The world at the history's position. @throws {TypeError} where the history is none */
export function worldOf<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  history: History<World, O, S, V>,
): World {
  requireHistory(history);
  return unchecked.worldOf(history);
}

/** The world at the history's position, as properties and reports see it. @throws {TypeError} where the history is none */
export function observationOf<
  World extends object,
  O extends Operation,
  S extends Scope,
  V extends Observation,
>(history: History<World, O, S, V>): V {
  requireHistory(history);
  return unchecked.observationOf(history);
}

/** The events up to the history's position. @throws {TypeError} where the history is none */
export function eventsOf<World extends object, O extends Operation>(
  history: History<World, O>,
): readonly Event<O>[] {
  requireHistory(history);
  return unchecked.eventsOf(history);
}
