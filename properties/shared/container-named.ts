import type { ContainerObservation } from "../../src/domains/containers/observation.ts";
import type { ContainerNumber, TaskNumber } from "../../src/model/numbers.ts";

/** The container that a path names for a task (N3); `undefined` without a path, and for a task that does not live. */
export function containerNamed(
  world: ContainerObservation,
  task: TaskNumber,
  path: string | undefined,
): ContainerNumber | undefined {
  if (path === undefined || !world.tasks.has(task)) return undefined;
  return world.resolve(task, path);
}
