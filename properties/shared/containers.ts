import type { ContainerNumber, TaskNumber } from "../../src/model/numbers.ts";
import type { Observation } from "../../src/model/observation.ts";

/** The tasks that are in a container: directly, or in one below it. */
export function tasksIn(world: Observation, container: ContainerNumber): TaskNumber[] {
  const tasks: TaskNumber[] = [];
  for (const [task, row] of world.tasks) if (row.in.includes(container)) tasks.push(task);
  return tasks;
}

/** The containers that a container stands in, from its parent outwards. Without levels there are none. */
export function above(world: Observation, container: ContainerNumber): ContainerNumber[] {
  const containers: ContainerNumber[] = [];
  let parent = world.containers.get(container)?.parent ?? null;
  while (parent !== null) {
    containers.push(parent);
    parent = world.containers.get(parent)?.parent ?? null;
  }
  return containers;
}

/** A container and all that stand below it, in order of number. */
export function inOrBelow(world: Observation, top: ContainerNumber): ContainerNumber[] {
  const containers: ContainerNumber[] = [];
  for (const container of world.containers.keys()) {
    if (container === top || above(world, container).includes(top)) containers.push(container);
  }
  return containers;
}
