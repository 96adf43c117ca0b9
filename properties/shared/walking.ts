/** Designs whose `kill` walks: the caller is in the midst of it for some calls, which the design shows in a field of its own, `killing`. */
import type { ContainerObservation, ObservedTask } from "../../src/domains/containers/observation.ts";
import { sameTask } from "../../src/domains/containers/same-observation.ts";
import { type ContainerNumber, containerNumber, type TaskNumber } from "../../src/model/numbers.ts";

/** The container that a task is in the midst of killing; `undefined` if there is none. */
export function killingBy(world: ContainerObservation, task: TaskNumber): ContainerNumber | undefined {
  const killing = world.tasks.get(task)?.own?.["killing"];
  return typeof killing === "number" ? containerNumber(killing) : undefined;
}

/** Whether any task is in the midst of a kill. */
export function isAnyKilling(world: ContainerObservation): boolean {
  for (const task of world.tasks.keys()) if (killingBy(world, task) !== undefined) return true;
  return false;
}

/** The kills that a step has ended: each with the task that made it, which lives on, and its container. */
export function killsOver(
  before: ContainerObservation,
  after: ContainerObservation,
): { readonly task: TaskNumber; readonly container: ContainerNumber }[] {
  const over: { task: TaskNumber; container: ContainerNumber }[] = [];
  for (const task of before.tasks.keys()) {
    const container = killingBy(before, task);
    if (container !== undefined && after.tasks.has(task) && killingBy(after, task) === undefined)
      over.push({ task, container });
  }
  return over;
}

/** Whether two tasks are the same, except for what they are killing. */
export function sameButKilling(one: ObservedTask, other: ObservedTask): boolean {
  return sameTask(withoutKilling(one), withoutKilling(other));
}

function withoutKilling(task: ObservedTask): ObservedTask {
  if (task.own?.["killing"] === undefined) return task;
  const { killing: _, ...own } = task.own;
  return { ...task, own };
}
