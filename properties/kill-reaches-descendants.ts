import { onEveryStep } from "../src/domains/containers/property.ts";
import { containerNamed } from "./shared/container-named.ts";
import { tasksIn } from "./shared/containers.ts";
import { killingBy, killsOver } from "./shared/walking.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "A process which is a part of /vserver1/calculate_pi is also a part of /vserver1, and so if we kill /vserver1, we
 * should kill /vserver1/calculate_pi as well."
 *
 * A case is a `kill` that succeeds, of a container with a task in it. If a design's kill walks, the case is the call that ends it: then no task is in the
 * container.
 */
export const killReachesDescendants = onEveryStep({
  name: "kill-reaches-descendants",
  claim: "After kill, no task that was in the container lives.",
  source: 'the message: "if we kill /vserver1, we should kill /vserver1/calculate_pi as well"',
  on: ["kill", "killtask", "exit"],
  when: "ok",

  check({ before, operation, after }) {
    for (const { container } of killsOver(before, after)) {
      const [survivor] = tasksIn(after, container);
      if (survivor === undefined) return "holds";
      return { broken: `task ${survivor} is in ${containerWords(after, container)} and outlives its kill` };
    }
    if (killingBy(after, operation.task) !== undefined) return "no case";
    const container = containerNamed(before, operation.task, operation.path);
    if (container === undefined) return "no case";
    const victims = tasksIn(before, container);
    const survivor = victims.find((task) => after.tasks.has(task));
    if (survivor !== undefined) {
      return { broken: `task ${survivor} was in ${containerWords(before, container)} and lives on` };
    }
    return victims.length > 0 ? "holds" : "no case";
  },
});
