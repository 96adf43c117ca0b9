import { onEveryStep } from "../src/domains/containers/property.ts";
import { sameTask } from "../src/domains/containers/same-observation.ts";
import { containerNamed } from "./shared/container-named.ts";
import { killingBy, sameButKilling } from "./shared/walking.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "Kill an entire vserver recursively (rm -rf /sys/namespaces/vserver1)": that vserver, and nothing beside it.
 *
 * A case is a `kill` that succeeds while there is a task that is not in the container; if a design's kill walks, so is each of its steps.
 */
export const killSparesOthers = onEveryStep({
  name: "kill-spares-others",
  claim:
    "After kill, every task that was not in the container lives, with its containers, namespaces and nsproxy.",
  source: 'the message: "kill an entire vserver recursively (rm -rf /sys/namespaces/vserver1)"',
  on: ["kill", "killtask"],
  when: "ok",

  check({ before, operation, after }) {
    const container =
      operation.op === "kill"
        ? containerNamed(before, operation.task, operation.path)
        : killingBy(before, operation.task);
    if (container === undefined) return "no case";
    let spared = false;
    for (const [task, earlier] of before.tasks) {
      if (earlier.in.includes(container)) continue;
      spared = true;
      const later = after.tasks.get(task);
      if (later === undefined || !(task === operation.task ? sameButKilling : sameTask)(earlier, later)) {
        const harm = later === undefined ? "is gone" : "is not where or what it was";
        return { broken: `task ${task} was not in ${containerWords(before, container)}, yet it ${harm}` };
      }
    }
    return spared ? "holds" : "no case";
  },
});
