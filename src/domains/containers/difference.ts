import type { ContainerNumber, TaskNumber } from "../../model/numbers.ts";
import type { ContainerObservation } from "./observation.ts";

/** The worlds on both sides of an event. */
export interface Worlds {
  readonly before: ContainerObservation;
  readonly after: ContainerObservation;
}

const missingFrom = <N>(there: ReadonlyMap<N, unknown>, here: ReadonlyMap<N, unknown>): N[] =>
  [...here.keys()].filter((number) => !there.has(number));

/** The tasks that an event started, in order of number. */
export const newTasks = ({ before, after }: Worlds): TaskNumber[] => missingFrom(before.tasks, after.tasks);

/** The tasks that an event ended. */
export const goneTasks = ({ before, after }: Worlds): TaskNumber[] => missingFrom(after.tasks, before.tasks);

/** The containers that an event made. */
export const newContainers = ({ before, after }: Worlds): ContainerNumber[] =>
  missingFrom(before.containers, after.containers);

/** The containers that an event released. */
export const goneContainers = ({ before, after }: Worlds): ContainerNumber[] =>
  missingFrom(after.containers, before.containers);

/** The containers that live on, but stand in another container than before. */
export const movedContainers = ({ before, after }: Worlds): ContainerNumber[] =>
  [...after.containers].flatMap(([container, { parent }]) => {
    const earlier = before.containers.get(container);
    return earlier === undefined || earlier.parent === parent ? [] : [container];
  });
