import { setRunUnderWay } from "../history/under-way.ts";
import type { Model } from "../model/model.ts";
import type { Event, Operation } from "../model/operation.ts";
import type { PointProperty } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { findingAt } from "./forms/form-of.ts";
import { advance, pointOf, showing } from "./point.ts";
import type { Trace } from "./replayed.ts";

/** Performs operations until the property is broken; `undefined` if it never is. */
export function breakingRun(
  property: PointProperty,
  model: Model,
  scope: Scope,
  operations: readonly Operation[],
): Trace | undefined {
  const events: Event[] = [];
  setRunUnderWay(() => events.map(({ operation }) => operation));
  let point = pointOf(model, scope, model.initial(scope));
  for (const operation of [undefined, ...operations]) {
    if (operation !== undefined) {
      const next = advance(model, scope, point, operation);
      events.push(next.event);
      point = next.point;
    }
    const breach = findingAt(property, point, scope);
    if (typeof breach === "object") return { events, breach, call: showing(model, scope, point, breach) };
  }
  return undefined;
}

/**
 * Removes operations one at a time while the rest still breaks the property. The result is minimal: without any one of its
 * operations it breaks nothing. It need not be the shortest of all; a search finds that.
 */
export function minimal(property: PointProperty, model: Model, scope: Scope, run: Trace): Trace {
  let best = run;
  for (let index = best.events.length - 1; index >= 0; index--) {
    const operations = best.events.map(({ operation }) => operation).toSpliced(index, 1);
    const shorter = breakingRun(property, model, scope, operations);
    if (shorter === undefined) continue;
    best = shorter;
    index = best.events.length; // what could not be removed before perhaps can be now
  }
  return best;
}
