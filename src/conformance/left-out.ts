/** Histories with events left out, in which those that are kept are still by and on the tasks that were meant. */
import { tellRun } from "../history/under-way.ts";
import { withTasks } from "../model/field-of.ts";
import type { Model } from "../model/model.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";

/**
 * A history without some of its events. A task that came by one of these is gone, and what it called is left out too; those that came later bear
 * the numbers that they get then.
 *
 * @param place where the events begin that are left out, and how many they are
 */
export function leftOut(
  model: Model,
  scope: Scope,
  operations: readonly Operation[],
  place: number,
  size: number,
): Operation[] {
  const kept: Operation[] = [];
  tellRun(() => kept);
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

/** Carries an operation out. @returns the numbers of the tasks that live after it and did not before, in order */
function tasksThatCame(model: Model, scope: Scope, world: object, operation: Operation): TaskNumber[] {
  const before = new Set(model.callers(world));
  model.apply(world, operation, scope);
  return [...model.callers(world)].filter((task) => !before.has(task));
}
