import type { ContainerObservation } from "../src/domains/containers/observation.ts";
import { onEveryStep } from "../src/domains/containers/property.ts";
import { parentContainer } from "./shared/containers.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "Once a process is in a container c1, if it unshares and enters c2, it is still in c1. So if it was the last process
 * out of c1 to unshare, we need c1 to stick around, but the nsproxy will be deleted."
 *
 * A case is a step that some task below a container lives through.
 */
export const containerOutlivesNsproxy = onEveryStep({
  name: "container-outlives-nsproxy",
  claim:
    "A container with a task strictly below it before a step, where that task lives after it, lives after it.",
  source: 'the message: "we need c1 to stick around, but the nsproxy will be deleted"',

  check({ before, after }) {
    let below = false;
    const areAllThere = areAllIn(before.containers, after.containers);
    for (const [task, { container }] of before.tasks) {
      let upper = parentContainer(before, container);
      if (upper === null || !after.tasks.has(task)) continue;
      if (areAllThere) return "holds";
      below = true;
      for (; upper !== null; upper = parentContainer(before, upper)) {
        if (!after.containers.has(upper)) {
          return {
            broken: `${containerWords(before, upper)} is gone, and task ${task}, which was below it, lives on`,
          };
        }
      }
    }
    return below ? "holds" : "no case";
  },
});

/** Whether no container is gone. */
function areAllIn(
  before: ContainerObservation["containers"],
  after: ContainerObservation["containers"],
): boolean {
  if (before === after) return true;
  for (const container of before.keys()) if (!after.has(container)) return false;
  return true;
}
