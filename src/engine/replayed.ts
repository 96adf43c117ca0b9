import type { Model } from "../model/model.ts";
import type { Event } from "../model/operation.ts";
import type { Breach, Finding, PointProperty } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { counted } from "../text/counted.ts";
import { carryOut } from "./carry-out.ts";
import { findingAt, pointFormOf } from "./forms/form-of.ts";
import { type Point, pointOf, showing } from "./point.ts";

/** A history that breaks a property, or that reaches what a `sometimes` property looks for. */
export interface Trace {
  readonly events: readonly Event[];
  /** What is broken, or `undefined` if it was reached. */
  readonly breach: Breach | undefined;
  /** The call that would show the breach, carried out in the last world. */
  readonly call: Event | undefined;
}

/**
 * Replays from the start a history that settles a property, before it is shown: each event must have the same outcome again, and the
 * property must be settled at the end.
 *
 * @throws {Error} if anything differs: the design or the property is then not deterministic
 */
export function replayed(
  model: Model,
  scope: Scope,
  property: PointProperty,
  events: readonly Event[],
): Trace {
  const world = model.initial(scope);
  for (const event of events.slice(0, -1)) repeat(model, scope, world, event);
  const point = lastPoint(model, scope, world, events.at(-1));
  const finding = findingAt(property, point, scope);
  const again = findingAt(property, point, scope);
  if (JSON.stringify(again) !== JSON.stringify(finding))
    throw new Error(
      `${notDeterministic(property, events)} it finds first ${inWords(finding)} and then ${inWords(again)}`,
    );
  if (typeof finding === "object")
    return { events, breach: finding, call: showing(model, scope, point, finding) };
  const form = pointFormOf(property);
  if (form.isSettledBy(finding)) return { events, breach: undefined, call: undefined };
  throw new Error(
    `${notDeterministic(property, events)} the search found it ${form.settled}, but the replay finds ${inWords(finding)}`,
  );
}

/** @param world the world before the last event */
function lastPoint(model: Model, scope: Scope, world: object, event: Event | undefined): Point {
  const point = pointOf(model, scope, structuredClone(world));
  if (event === undefined) return point;
  repeat(model, scope, world, event);
  return pointOf(model, scope, world, { point, event });
}

function repeat(model: Model, scope: Scope, world: object, { operation, outcome }: Event): void {
  const again = carryOut(model, world, operation, scope);
  if (again !== outcome)
    throw new Error(
      `${model.name} is not deterministic: ${JSON.stringify(operation)} was ${outcome} in the search but is ${again} when its history is replayed`,
    );
}

function notDeterministic({ name }: PointProperty, events: readonly Event[]): string {
  return `${name} is not deterministic: at the end of the same history of ${counted(events.length, "event")}`;
}

function inWords(finding: Finding): string {
  return typeof finding === "object" ? `"${finding.broken}"` : finding;
}
