import { begin as beginUnchecked, type History } from "../history/history.ts";
import type { Model } from "../model/model.ts";
import type { Observation } from "../model/observation.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { requireDesigns } from "./asked.ts";
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
  return beginUnchecked(model, scope);
}
