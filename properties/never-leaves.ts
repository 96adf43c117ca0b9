import { onEveryStep } from "../src/domains/containers/property.ts";
import { firstNotIn } from "./shared/containers.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "Once a process is in a container, it never leaves that container. It only enters additional ones."
 *
 * A case is a step on which a task that lives on enters a container.
 */
export const neverLeaves = onEveryStep({
  name: "never-leaves",
  claim: "While a task lives, the set of living containers that it is in only grows.",
  source: 'the message: "once a process is in a container, it never leaves that container"',
  when: "changed",

  check({ before, after }) {
    if (before.tasks === after.tasks) return "no case"; // all are where they were
    let entered = false;
    for (const [task, earlier] of before.tasks) {
      const later = after.tasks.get(task);
      if (later === undefined || later === earlier) continue;
      const left = firstNotIn(later.in, earlier.in);
      if (left !== undefined) return { broken: `task ${task} has left ${containerWords(before, left)}` };
      if (later.in.length > earlier.in.length) entered = true;
    }
    return entered ? "holds" : "no case";
  },
});
