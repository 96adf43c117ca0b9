import type { ContainerModel } from "../../../domains/containers/container-model.ts";
import type { ContainerObservation } from "../../../domains/containers/observation.ts";
import { place } from "../../../domains/containers/place.ts";
import { reason } from "../../../domains/containers/reason.ts";
import { sentence } from "../../../domains/containers/sentence.ts";
import { ERRNO_TEXTS } from "../../../model/errno.ts";
import type { TaskNumber } from "../../../model/numbers.ts";
import type { Operation } from "../../../model/operation.ts";
import { Complaint, type Context, done, type Result, STATUS } from "./command.ts";
import { performIn, type ShellSession, worldIn } from "./session.ts";

/** The task that makes a call, and the world in which it does. */
export interface Caller {
  readonly task: TaskNumber;
  readonly world: ContainerObservation;
  /** Where its relative paths begin, as it sees that: `/` is its own container. */
  readonly directory: string;
}

/** The caller. @throws {Complaint} in a final world (W5) */
export function callerOf({ session, task }: Context): Caller {
  if (task === null)
    throw new Complaint("no task is alive: the world is final; undo goes back", STATUS.refused);
  const world = worldIn(session);
  const { directory } = session;
  const path = directory?.of === task ? world.path(task, directory.container) : undefined;
  return { task, world, directory: path ?? "/" };
}

/** The first of some calls that a design has. @throws {Complaint} if it has none of them */
export function callOf(model: ContainerModel, ops: readonly string[]): string {
  const op = ops.find((name) => model.calls[name] !== undefined);
  if (op !== undefined) return op;
  throw new Complaint(`the design ${model.name} has no call ${ops.join(" or ")}`);
}

/**
 * Makes a call as the caller of a context.
 *
 * @param ops the call, or several of which the design has one
 * @param fields what the call may take, of which the fields that the design declares are used. Without `kinds` they are all those of the scope
 * @param complaint what precedes the errno's text if the call is refused: "mv: cannot move '/a'"
 */
export function call(
  context: Context,
  ops: readonly string[],
  fields: Readonly<Record<string, unknown>>,
  complaint: string,
): Result {
  const { session } = context;
  const { model, scope } = session.history;
  const { task, world } = callerOf(context);
  const op = callOf(model, ops);
  const given: Readonly<Record<string, unknown>> = { kinds: scope.kinds, ...fields };
  const taken = Object.fromEntries((model.calls[op] ?? []).map((field) => [field, given[field]]));
  return perform(session, world, { op, task, ...taken }, complaint);
}

function perform(
  session: ShellSession,
  before: ContainerObservation,
  operation: Operation,
  complaint: string,
): Result {
  const { model } = session.history;
  const next = performIn(session, operation);
  const event = next.history.moments[next.history.position - 1]?.event;
  if (event === undefined) throw new Error("an event was performed and is not there");
  if (event.outcome !== "ok") {
    const why = `  (${event.outcome}: ${reason(model, operation, event.outcome, before)})`;
    const errors = [`${complaint}: ${ERRNO_TEXTS[event.outcome]}`, why];
    return { session: next, status: STATUS.refused, output: [], errors };
  }
  const told = sentence(model, event, { before, after: worldIn(next) });
  return done(next, told, ...succession(session, next));
}

/** Says as which task the shell continues if the current one is gone. */
function succession(session: ShellSession, next: ShellSession): string[] {
  if (next.task === session.task) return [];
  if (next.task === null) return ["The world is final. undo goes back."];
  return [
    `Task ${session.task} is gone: the shell continues as task ${next.task}, in ${whereabouts(next, next.task)}.`,
  ];
}

/** Where a live task is, as the root sees it. */
export function whereabouts(session: ShellSession, task: TaskNumber): string {
  const world = worldIn(session);
  const container = world.tasks.get(task)?.container;
  return container === undefined ? "nowhere" : place(world, container);
}

/** The complaint about words that a command cannot take, with its usage. */
export function misused(usage: readonly string[], what: string): Complaint {
  return new Complaint(`${what}; usage: ${usage.join(" or ")}`);
}
