import type { ContainerNumber, TaskNumber } from "../../src/model/numbers.ts";
import type { Observation } from "../../src/model/observation.ts";
import type { Step } from "../../src/model/property.ts";

/** The container that a path names for a task (N3); nothing without a path, and for a task that does not live. */
export function named(
  world: Observation,
  task: TaskNumber,
  path: string | undefined,
): ContainerNumber | undefined {
  if (path === undefined || !world.tasks.has(task)) return undefined;
  return world.resolve(task, path);
}

/** The container that a step killed; nothing where it is not a `kill` that succeeded. */
export function killed({ before, operation, outcome }: Step): ContainerNumber | undefined {
  if (operation.op !== "kill" || outcome !== "ok") return undefined;
  return named(before, operation.task, operation.path);
}
