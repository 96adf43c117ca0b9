/**
 * `forks-stay`: a task that was forked stays in the container of its birth, or goes deeper: so `leave` is not `nested`.
 */
import { onEveryStep } from "nsmodel";

export default onEveryStep({
  name: "forks-stay",
  claim: "no call takes its caller to the container above its own",
  source: "an example of the documentation",
  when: "changed",
  check: ({ before, operation, after }) => {
    const own = before.tasks.get(operation.task)?.container;
    const now = after.tasks.get(operation.task)?.container;
    if (own === undefined || now === undefined || own === now) return "no case";
    if (before.containers.get(own)?.parent !== now) return "holds";
    return { broken: `task ${operation.task} has gone up to container ${now}` };
  },
});
