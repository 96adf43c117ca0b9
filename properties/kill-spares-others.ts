import { deepEqual } from "fast-equals";
import { onEveryStep } from "../src/model/property.ts";
import { killed } from "./shared/named.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "Kill an entire vserver recursively (rm -rf /sys/namespaces/vserver1)": that vserver, and nothing beside it.
 *
 * A case is a `kill` that succeeds while there is a task that is not in the container.
 */
export const killSparesOthers = onEveryStep({
  name: "kill-spares-others",
  claim:
    "After kill, every task that was not in the container lives, with its containers, namespaces and nsproxy.",
  source: 'the message: "kill an entire vserver recursively (rm -rf /sys/namespaces/vserver1)"',

  check(step) {
    const container = killed(step);
    if (container === undefined) return "no case";
    const { before, after } = step;
    let spared = false;
    for (const [task, earlier] of before.tasks) {
      if (earlier.in.includes(container)) continue;
      spared = true;
      const later = after.tasks.get(task);
      if (!deepEqual(earlier, later)) {
        const harm = later === undefined ? "is gone" : "is not where or what it was";
        return { broken: `task ${task} was not in ${containerWords(before, container)}, yet it ${harm}` };
      }
    }
    return spared ? "holds" : "no case";
  },
});
