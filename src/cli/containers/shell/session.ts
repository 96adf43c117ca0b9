import type { ContainerHistory, ContainerModel } from "../../../domains/containers/container-model.ts";
import type { ContainerObservation } from "../../../domains/containers/observation.ts";
import type { ContainerScope } from "../../../domains/containers/scope.ts";
import { begin, eventsOf, goTo, observationOf, perform } from "../../../history/history.ts";
import type { ContainerNumber, TaskNumber } from "../../../model/numbers.ts";
import type { Operation } from "../../../model/operation.ts";

/** An interactive session: a history, and the task that the user is. Immutable: every step gives a new one. */
export interface ShellSession {
  readonly history: ContainerHistory;
  /** The current task, which lives; `null` in a final world (W5). */
  readonly task: TaskNumber | null;
  /** For each event of the history, the current task before it: `undo` goes back there. */
  readonly tasksBefore: readonly (TaskNumber | null)[];
  /**
   * Where the relative paths of a task begin; if `undefined`, in its own container. It is kept only while the task lives and sees the container, as numbers
   * are reused.
   */
  readonly directory: Directory | undefined;
}

interface Directory {
  readonly of: TaskNumber;
  readonly container: ContainerNumber;
}

/** A session in the first world (W1), as its lowest task. */
export function startSession(model: ContainerModel, scope: ContainerScope): ShellSession {
  return settled({ history: begin(model, scope), task: null, tasksBefore: [], directory: undefined });
}

/** The world at the session's position. */
export function worldIn(session: ShellSession): ContainerObservation {
  return observationOf(session.history);
}

/** Performs an operation, whoever its caller is. */
export function performIn(session: ShellSession, operation: Operation): ShellSession {
  const { history, task, tasksBefore } = session;
  return settled({
    ...session,
    history: perform(history, operation),
    task,
    tasksBefore: [...tasksBefore.slice(0, history.position), task],
  });
}

/** Takes the last event back, if there is one; the current task is again the one before that event. */
export function undo(session: ShellSession): ShellSession {
  const history = goTo(session.history, session.history.position - 1);
  return settled({ ...session, history, task: session.tasksBefore[history.position] ?? session.task });
}

/** Redoes the next event that was undone, if there is one. */
export function redo(session: ShellSession): ShellSession {
  return settled({ ...session, history: goTo(session.history, session.history.position + 1) });
}

/** Makes another live task the current one. */
export function become(session: ShellSession, task: TaskNumber): ShellSession {
  return settled({ ...session, task });
}

/** How many events have happened, and how many were taken back. */
export function depthOf({ history }: ShellSession): { readonly past: number; readonly future: number } {
  return { past: eventsOf(history).length, future: history.moments.length - history.position };
}

/** Replaces a dead current task by the lowest live one, and drops a directory that its task does not see. */
function settled(session: ShellSession): ShellSession {
  const world = worldIn(session);
  const { task, directory } = session;
  const [lowest = null] = world.tasks.keys();
  return {
    ...session,
    task: task !== null && world.tasks.has(task) ? task : lowest,
    directory: directory !== undefined && isSeen(world, directory) ? directory : undefined,
  };
}

const isSeen = (world: ContainerObservation, { of, container }: Directory): boolean =>
  world.tasks.has(of) && world.path(of, container) !== undefined;
