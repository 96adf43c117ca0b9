import { enablePatches, type Patch, produceWithPatches } from "immer";
import type { Model } from "../model/model.ts";
import type { Observation } from "../model/observation.ts";
import type { Event, Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Scope } from "../model/scope.ts";
import { setRunUnderWay } from "./under-way.ts";

enablePatches();

/** A point of a history: an event and the world that it led to. */
export interface Moment<World extends object = object, O extends Operation = Operation> {
  readonly event: Event<O>;
  readonly world: World;
  /** What the event changed in the world, and how to change it back. Both empty for an event that changed nothing. */
  readonly patches: readonly Patch[];
  readonly inversePatches: readonly Patch[];
}

/**
 * The log of events of a run, folded to worlds, and a position in it. It is immutable: every function here gives a new
 * history and leaves the old one as it was, so a history can be kept, walked back and branched.
 */
export interface History<
  World extends object = object,
  O extends Operation = Operation,
  S extends Scope = Scope,
  V extends Observation = Observation,
> {
  readonly model: Model<World, O, S, V>;
  readonly scope: S;
  /** The world before the first event. */
  readonly initial: World;
  readonly moments: readonly Moment<World, O>[];
  /** How many of the events have happened, from 0. Those after it are kept until another is performed. */
  readonly position: number;
}

/** A history without events (W1). */
export function begin<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  model: Model<World, O, S, V>,
  scope: S,
): History<World, O, S, V> {
  setRunUnderWay(() => []);
  return { model, scope, initial: model.initial(scope), moments: [], position: 0 };
}

/** Performs an operation in an immutable world: the new world shares with the old one what did not change. */
export function happen<World extends object, O extends Operation>(
  model: Model<World, O>,
  scope: Scope,
  before: World,
  operation: O,
): Moment<World, O> {
  let outcome: Outcome = "ok";
  const [world, patches, inversePatches] = produceWithPatches(before, (draft) => {
    // A draft of a world has the world's own type: worlds are not declared readonly.
    outcome = model.apply(draft as World, operation, scope);
  });
  return { event: { operation, outcome }, world, patches, inversePatches };
}

/** Performs an operation at the history's position. Events after the position are dropped: this starts another branch. */
export function perform<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  history: History<World, O, S, V>,
  operation: O,
): History<World, O, S, V> {
  const { model, scope, position } = history;
  setRunUnderWay(() => eventsOf(history).map((event) => event.operation));
  const moment = happen(model, scope, worldOf(history), operation);
  return { ...history, moments: [...history.moments.slice(0, position), moment], position: position + 1 };
}

/** Performs one operation after another. */
export function performAll<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  history: History<World, O, S, V>,
  operations: Iterable<O>,
): History<World, O, S, V> {
  let result = history;
  for (const operation of operations) result = perform(result, operation);
  return result;
}

/**
 * The same history at another position.
 *
 * @param position how many events have happened there; clamped to between 0 and the number of events
 */
export function goTo<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  history: History<World, O, S, V>,
  position: number,
): History<World, O, S, V> {
  return { ...history, position: Math.min(Math.max(position, 0), history.moments.length) };
}

/** The world at the history's position. */
export function worldOf<World extends object, O extends Operation, S extends Scope, V extends Observation>(
  history: History<World, O, S, V>,
): World {
  return history.moments[history.position - 1]?.world ?? history.initial;
}

/** The world at the history's position, as properties and reports see it. */
export function observationOf<
  World extends object,
  O extends Operation,
  S extends Scope,
  V extends Observation,
>(history: History<World, O, S, V>): V {
  setRunUnderWay(() => eventsOf(history).map(({ operation }) => operation));
  return history.model.observe(worldOf(history), history.scope);
}

/** The events up to the history's position. */
export function eventsOf<World extends object, O extends Operation>(
  history: History<World, O>,
): readonly Event<O>[] {
  return history.moments.slice(0, history.position).map(({ event }) => event);
}
