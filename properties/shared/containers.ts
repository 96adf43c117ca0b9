import type { ContainerObservation } from "../../src/domains/containers/observation.ts";
import type { ContainerNumber, TaskNumber } from "../../src/model/numbers.ts";

/** The tasks that are in a container: directly, or in one below it. */
export function tasksIn(world: ContainerObservation, container: ContainerNumber): TaskNumber[] {
  const tasks: TaskNumber[] = [];
  for (const [task, row] of world.tasks) if (row.in.includes(container)) tasks.push(task);
  return tasks;
}

/** The container that a container stands in; null for the root, and in a design without levels. */
export function parentContainer(
  world: ContainerObservation,
  container: ContainerNumber,
): ContainerNumber | null {
  return world.containers.get(container)?.parent ?? null;
}

/** Tells whether a container is `top` or stands below it. */
export function standsInOrBelow(
  world: ContainerObservation,
  container: ContainerNumber,
  top: ContainerNumber,
): boolean {
  let here: ContainerNumber | null = container;
  while (here !== null && here !== top) here = parentContainer(world, here);
  return here === top;
}

/** A container and all that stand below it, in order of number. */
export function inOrBelow(world: ContainerObservation, top: ContainerNumber): ContainerNumber[] {
  const containers: ContainerNumber[] = [];
  for (const container of world.containers.keys()) {
    if (standsInOrBelow(world, container, top)) containers.push(container);
  }
  return containers;
}

/** The first of some containers that is not among others. */
export function firstNotIn(
  others: readonly ContainerNumber[],
  containers: readonly ContainerNumber[],
): ContainerNumber | undefined {
  for (const container of containers) if (!others.includes(container)) return container;
  return undefined;
}
