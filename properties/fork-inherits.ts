import { onEveryStep } from "../src/domains/containers/property.ts";
import { sameNamespaces } from "../src/domains/containers/same-observation.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "If you start under /vserver1, you will always be under /vserver1": so will your children.
 *
 * A case is a `fork` that succeeds.
 */
export const forkInherits = onEveryStep({
  name: "fork-inherits",
  claim: "A child starts in every container of its parent and with its namespaces.",
  source: 'the rule of fork; the message: "If you start under /vserver1, you will always be under /vserver1"',
  on: ["fork"],
  when: "ok",

  check({ before, operation, after }) {
    const parent = before.tasks.get(operation.task);
    if (parent === undefined) return "no case";
    const children = [...after.tasks].filter(([task]) => !before.tasks.has(task));
    if (children.length === 0) return { broken: `task ${operation.task} forked, and there is no child` };

    for (const [task, child] of children) {
      const missing = parent.in.find((container) => !child.in.includes(container));
      if (missing !== undefined) {
        const words = containerWords(before, missing);
        return { broken: `task ${operation.task} is in ${words}, and its child, task ${task}, is not` };
      }
      if (!sameNamespaces(parent.namespaces, child.namespaces)) {
        return { broken: `task ${task} has other namespaces than its parent, task ${operation.task}` };
      }
    }
    return "holds";
  },
});
