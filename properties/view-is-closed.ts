import type { ContainerNumber } from "../src/model/numbers.ts";
import { onEveryStep, type Step } from "../src/model/property.ts";
import { inOrBelow } from "./shared/containers.ts";
import { named } from "./shared/named.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "If you start under /vserver1, you will always be under /vserver1": what a task does stays within what it can name
 * (N3, N4). A task is in view where its own container is.
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
    const { before, operation } = step;
    if (!before.tasks.has(operation.task)) return "no case";
    let touched = false;
    for (const { container, deed } of deeds(step)) {
      touched = true;
      if (before.path(operation.task, container) === undefined) {
        const words = containerWords(before, container);
        return { broken: `task ${operation.task}, which cannot name ${words}, has ${deed}` };
      }
    }
    return touched ? "holds" : "no case";
  },
});

/** Something that a call did to a container that lived before it. */
interface Deed {
  readonly container: ContainerNumber;
  /** What the caller has done, in words. */
  readonly deed: string;
}

function* deeds(step: Step): Generator<Deed> {
  yield* namedOrRecorded(step);
  if (step.before === step.after) return;
  yield* killedOrMoved(step);
  yield* renamed(step);
}

function* namedOrRecorded({ before, operation, outcome }: Step): Generator<Deed> {
  const container = named(before, operation.task, operation.path);
  if (container === undefined) return;
  yield { container, deed: "a path that leads there" };
  if (operation.op !== "checkpoint" || outcome !== "ok") return;
  for (const recorded of inOrBelow(before, container)) yield { container: recorded, deed: "recorded it" };
}

function* killedOrMoved({ before, operation, after }: Step): Generator<Deed> {
  for (const [task, earlier] of before.tasks) {
    const later = after.tasks.get(task);
    const isCaller = task === operation.task;
    if (later === undefined) {
      if (!isCaller) yield { container: earlier.container, deed: `ended task ${task} in it` };
      continue;
    }
    for (const container of later.in) {
      const isOwnAnew = container === later.container && container !== earlier.container;
      const isEntered = isOwnAnew || !earlier.in.includes(container);
      if (!isEntered || !before.containers.has(container)) continue;
      yield { container, deed: isCaller ? "entered it" : `moved task ${task} into it` };
    }
  }
}

function* renamed({ before, after }: Step): Generator<Deed> {
  for (const [container, { name }] of before.containers) {
    const later = after.containers.get(container);
    if (later !== undefined && later.name !== name) yield { container, deed: `renamed it to ${later.name}` };
  }
}
