/** Histories with some events left out, in which the remaining ones still have the same tasks as caller and target. */
import { setRunUnderWay } from "../history/under-way.ts";
import { withTasks } from "../model/field-of.ts";
import type { Model } from "../model/model.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";

/**
 * A history without some of its events. Tasks that those events created are gone, and so are their calls; later tasks get the numbers
 * that they have without them.
 *
 * @param place the index of the first event to leave out
 * @param size how many to leave out
 */
export function withoutEvents(
  model: Model,
  scope: Scope,
  operations: readonly Operation[],
  place: number,
  size: number,
): Operation[] {
  const kept: Operation[] = [];
  setRunUnderWay(() => kept);
  const [whole, without] = [model.initial(scope), model.initial(scope)];
  const numbers = new Map<TaskNumber, TaskNumber | undefined>();
  const numberOf = (task: TaskNumber): TaskNumber => numbers.get(task) ?? task;
  for (const [index, operation] of operations.entries()) {
    const isGone = numbers.has(operation.task) && numbers.get(operation.task) === undefined;
    const isLeftOut = (index >= place && index < place + size) || isGone;
    const came = tasksThatCame(model, scope, whole, operation);
    if (isLeftOut) {
      for (const task of came) numbers.set(task, undefined);
      continue;
    }
    const own = withTasks(model, operation, numberOf);
    const instead = tasksThatCame(model, scope, without, own);
    kept.push(own);
    for (const [which, task] of came.entries()) numbers.set(task, instead[which]);
  }
  return kept;
}

/** Carries out an operation. @returns the numbers of the tasks that are alive after it and were not before, in order */
function tasksThatCame(model: Model, scope: Scope, world: object, operation: Operation): TaskNumber[] {
  const before = new Set(model.callers(world));
  model.apply(world, operation, scope);
  return [...model.callers(world)].filter((task) => !before.has(task));
}
