import type { ObservedTask } from "../src/domains/containers/observation.ts";
import { type ContainerStep, onEveryStep } from "../src/domains/containers/property.ts";
import type { ContainerNumber, TaskNumber } from "../src/model/numbers.ts";
import type { Finding } from "../src/model/property.ts";
import { containerNamed } from "./shared/container-named.ts";
import { inOrBelow } from "./shared/containers.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "If you start under /vserver1, you will always be under /vserver1": what a task does stays within what it can name
 * (N3, N4). A task is in view if its own container is.
 *
 * A case is a call with a path that names something, or one that kills, renames or enters something.
 */
export const viewIsClosed = onEveryStep({
  name: "view-is-closed",
  claim:
    "The container that a path resolves to, every task killed, every container renamed or recorded, and every " +
    "container entered that existed before, were in the caller's view before the call.",
  source: 'rules N3 and N4; the message: "If you start under /vserver1, you will always be under /vserver1"',

  check(step) {
    const { before, operation, after } = step;
    if (!before.tasks.has(operation.task)) return "no case";
    const found = namedOrRecorded(step);
    return before === after ? found : first(first(found, killedOrMoved(step)), renamed(step));
  },
});

/** Combines two findings: the first breach, if there is one. */
function first(one: Finding, other: Finding): Finding {
  return one === "no case" || (one === "holds" && other !== "no case") ? other : one;
}

/** Judges what a call did to a container that lived before it. */
function judge({ before, operation }: ContainerStep, container: ContainerNumber, deed: string): Finding {
  if (before.path(operation.task, container) !== undefined) return "holds";
  const words = containerWords(before, container);
  return { broken: `task ${operation.task}, which cannot name ${words}, has ${deed}` };
}

function namedOrRecorded(step: ContainerStep): Finding {
  const { before, operation, outcome } = step;
  const container = containerNamed(before, operation.task, operation.path);
  if (container === undefined) return "no case";
  let found = judge(step, container, "a path that leads there");
  if (operation.op !== "checkpoint" || outcome !== "ok") return found;
  for (const recorded of inOrBelow(before, container)) {
    found = first(found, judge(step, recorded, "recorded it"));
  }
  return found;
}

function killedOrMoved(step: ContainerStep): Finding {
  let found: Finding = "no case";
  if (step.before.tasks === step.after.tasks) return found;
  for (const [task, earlier] of step.before.tasks) {
    const later = step.after.tasks.get(task);
    if (later === earlier) continue;
    if (later !== undefined) found = first(found, moved(step, task, earlier, later));
    else if (task !== step.operation.task) {
      found = first(found, judge(step, earlier.container, `ended task ${task} in it`));
    }
  }
  return found;
}

function moved(step: ContainerStep, task: TaskNumber, earlier: ObservedTask, later: ObservedTask): Finding {
  let found: Finding = "no case";
  for (const container of later.in) {
    const isOwnAnew = container === later.container && container !== earlier.container;
    const isEntered = isOwnAnew || !earlier.in.includes(container);
    if (!isEntered || !step.before.containers.has(container)) continue;
    const deed = task === step.operation.task ? "entered it" : `moved task ${task} into it`;
    found = first(found, judge(step, container, deed));
  }
  return found;
}

function renamed(step: ContainerStep): Finding {
  let found: Finding = "no case";
  if (step.before.containers === step.after.containers) return found;
  for (const [container, { name }] of step.before.containers) {
    const later = step.after.containers.get(container);
    if (later === undefined || later.name === name) continue;
    found = first(found, judge(step, container, `renamed it to ${later.name}`));
  }
  return found;
}
