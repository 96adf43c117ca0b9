import { happen } from "../history/history.ts";
import { tellRun } from "../history/under-way.ts";
import type { Model } from "../model/model.ts";
import type { Event, Operation } from "../model/operation.ts";
import type { Breach, Finding, Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { findingAt, pointOf } from "./claims.ts";

/** A run up to the point where a property is broken. */
export interface BreakingRun {
  readonly events: readonly Event[];
  readonly breach: Breach;
}

/** Performs operations until one breaks a property; nothing where none does. */
export function breakingRun(
  property: Property,
  model: Model,
  scope: Scope,
  operations: readonly Operation[],
): BreakingRun | undefined {
  const events: Event[] = [];
  tellRun(() => events.map(({ operation }) => operation));
  let point = pointOf(model, scope, model.initial(scope));
  for (const operation of operations) {
    if (isBreach(findingAt(property, point, scope))) break;
    const { event, world } = happen(model, scope, point.state, operation);
    events.push(event);
    point = pointOf(model, scope, world, { point, event });
  }
  const breach = findingAt(property, point, scope);
  return isBreach(breach) ? { events, breach } : undefined;
}

function isBreach(finding: Finding): finding is Breach {
  return typeof finding === "object";
}

/**
 * Leaves out operations, one at a time, for as long as the rest still breaks the property. What is left is minimal: without
 * any one of its operations it breaks nothing. It need not be the shortest of all; a search finds that.
 */
export function minimal(property: Property, model: Model, scope: Scope, run: BreakingRun): BreakingRun {
  let best = run;
  for (let index = best.events.length - 1; index >= 0; index--) {
    const operations = best.events.map(({ operation }) => operation).toSpliced(index, 1);
    const shorter = breakingRun(property, model, scope, operations);
    if (shorter === undefined) continue;
    best = shorter;
    index = best.events.length; // what could not be left out before perhaps can be now
  }
  return best;
}
