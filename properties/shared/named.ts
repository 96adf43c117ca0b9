import type { ContainerNumber, TaskNumber } from "../../src/model/numbers.ts";
import type { Observation } from "../../src/model/observation.ts";

/** The container that a path names for a task (N3); nothing without a path, and for a task that does not live. */
export function named(
  world: Observation,
  task: TaskNumber,
  path: string | undefined,
): ContainerNumber | undefined {
  if (path === undefined || !world.tasks.has(task)) return undefined;
  return world.resolve(task, path);
}
