import type { ContainerObservation } from "../src/domains/containers/observation.ts";
import { leadsTo } from "../src/domains/containers/property.ts";
import { type ContainerNumber, containerNumber, ROOT, type TaskNumber } from "../src/model/numbers.ts";
import { containerWords } from "./shared/words.ts";

/**
 * A container whose tasks only exit goes: it need not be removed (W4), as a directory of a pseudo file system would have to be.
 *
 * A case is a world and a container in it, not the root. From there on the tasks in the container make no call but `exit`, which each makes sooner or later (weak
 * fairness), and nobody comes into it; other tasks may do anything.
 */
export const leftAloneGoes = leadsTo({
  name: "left-alone-goes",
  claim: "A container whose tasks only exit, and which nobody enters, eventually goes.",
  source: "W4: a container lives while a task is in it or below it",
  of: "container",
  fair: { exit: "weak" },
  isFair: (world, task, thing) => isIn(world, task, containerNumber(thing)),
  owed: { from: "worlds", isSo: (_, thing) => thing !== ROOT },
  isMet: ({ containers }, thing) => !containers.has(containerNumber(thing)),
  allows({ before, operation, after }, thing) {
    const container = containerNumber(thing);
    if (operation.op !== "exit" && isIn(before, operation.task, container)) return false;
    for (const task of after.tasks.keys())
      if (isIn(after, task, container) && !isIn(before, task, container)) return false;
    return true;
  },
  broken: (world, thing) =>
    `the tasks in ${containerWords(world, containerNumber(thing))} only exit, but it never goes`,
});

/** Whether a task lives, and is in a container or below it. */
function isIn(world: ContainerObservation, task: TaskNumber, container: ContainerNumber): boolean {
  return world.tasks.get(task)?.in.includes(container) === true;
}
