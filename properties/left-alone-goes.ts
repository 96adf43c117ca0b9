import { leadsTo } from "../src/domains/containers/property.ts";
import { containerNumber, ROOT } from "../src/model/numbers.ts";
import { tasksIn } from "./shared/containers.ts";
import { containerWords } from "./shared/words.ts";

/**
 * A container whose tasks only exit goes: none has to be removed (W4), as a directory of a pseudo file system would have to be.
 *
 * A case is a world and a container in it, not the root. From there on whoever is in the container makes no call but `exit`, which is taken for granted, and nobody
 * comes into it; what others do meanwhile is all the same.
 */
export const leftAloneGoes = leadsTo({
  name: "left-alone-goes",
  claim: "A container whose tasks only exit, and into which nobody comes, goes.",
  source: "W4: a container lives while a task is in it or below it",
  of: "container",
  fair: { exit: "weak" },
  isFair: (world, task, thing) => world.tasks.get(task)?.in.includes(containerNumber(thing)) === true,
  owed: { from: "worlds", isSo: (_, thing) => thing !== ROOT },
  isMet: ({ containers }, thing) => !containers.has(containerNumber(thing)),
  allows({ before, operation, after }, thing) {
    const container = containerNumber(thing);
    const inside = tasksIn(before, container);
    if (inside.includes(operation.task) && operation.op !== "exit") return false;
    return tasksIn(after, container).every((task) => inside.includes(task));
  },
  broken: (world, thing) =>
    `whoever is in ${containerWords(world, containerNumber(thing))} only exits, and it never goes`,
});
