import type { Model } from "./model.ts";
import type { Operation } from "./operation.ts";
import type { Scope } from "./scope.ts";

/** All that a search tries in a world, in its order: the calls of each task that lives. The world must not change meanwhile. */
export function operationsIn<World extends object, O extends Operation>(
  model: Model<World, O>,
  world: World,
  scope: Scope,
): O[] {
  return [...model.callers(world)].flatMap((task) => [...model.operations(world, task, scope)]);
}
