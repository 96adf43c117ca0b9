import type { Model } from "./model.ts";
import type { Operation } from "./operation.ts";
import type { Scope } from "./scope.ts";

/** Everything that a search tries in a world, in its order: the calls of each live task. The world must not change meanwhile. */
export function operationsIn<World extends object, O extends Operation>(
  model: Model<World, O>,
  world: World,
  scope: Scope,
): O[] {
  const operations: O[] = [];
  // Not `flatMap`, which takes several times as long: a search does this in every world.
  for (const task of model.callers(world))
    for (const operation of model.operations(world, task, scope)) operations.push(operation);
  return operations;
}
