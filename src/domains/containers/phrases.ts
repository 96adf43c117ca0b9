import type { ContainerNumber } from "../../model/numbers.ts";
import { printable, quoted } from "../../text/printable.ts";
import { counted, enumerated } from "../../text/words.ts";
import { goneTasks, newContainers, newTasks, type Worlds } from "./difference.ts";
import type { ContainerObservation } from "./observation.ts";
import type { ContainerOperation } from "./operation.ts";
import { place, tasksInWords } from "./place.ts";
import { isCallOfMany } from "./what-to-try.ts";

/** How a call is worded. Neither form has a subject or a full stop. */
export interface Phrase {
  /** After "tries to". */
  readonly attempt: (operation: ContainerOperation) => string;
  /** After "Task 1", for a call that was not refused. Without worlds it says only what the call itself tells. */
  readonly done: (operation: ContainerOperation, worlds?: Worlds) => string;
}

/** The phrases of the calls that several designs may have. `phraseOf` words any other call too. */
const PHRASES: ReadonlyMap<string, Phrase> = new Map<string, Phrase>([
  ["fork", { attempt: () => "fork", done: fork }],
  ["exit", { attempt: () => "exit", done: () => "exits" }],
  ["unshare", { attempt: (operation) => `unshare ${kinds(operation)}`, done: unshare }],
  [
    "refine",
    {
      attempt: (operation) => `get ${kinds(operation)} of its own without a new container`,
      done: (operation) => `gets ${kinds(operation)} of its own and stays in its container`,
    },
  ],
  ["setns", { attempt: (operation) => `enter ${path(operation)}${only(operation)}`, done: setns }],
  [
    "rename",
    { attempt: (operation) => `rename ${path(operation)} to ${quoted(operation.name ?? "")}`, done: rename },
  ],
  ["kill", { attempt: (operation) => `kill ${path(operation)}`, done: kill }],
  [
    "checkpoint",
    { attempt: (operation) => `record ${path(operation)} as image ${image(operation)}`, done: checkpoint },
  ],
  [
    "restart",
    {
      attempt: (operation) => `restart image ${image(operation)} as ${quoted(`/${operation.name ?? ""}`)}`,
      done: restart,
    },
  ],
  [
    "remove",
    {
      attempt: (operation) => `remove ${path(operation)}`,
      done: (operation, worlds) => `removes ${seen(operation, worlds)}`,
    },
  ],
  [
    "rmdir",
    {
      attempt: (operation) => `remove ${path(operation)}`,
      done: (operation, worlds) => `removes ${seen(operation, worlds)}`,
    },
  ],
  [
    "take",
    {
      attempt: (operation) => `take a handle of ${path(operation)} as ${handle(operation)}`,
      done: (operation, worlds) => `takes a handle of ${seen(operation, worlds)} as ${handle(operation)}`,
    },
  ],
  [
    "enter",
    {
      attempt: (operation) => `enter what ${handle(operation)} names`,
      done: (operation, worlds) => `enters what ${handle(operation)} names${entered(operation, worlds)}`,
    },
  ],
]);

/** How a call of any design is worded. */
export function phraseOf(operation: ContainerOperation): Phrase {
  const phrase = isCallOfMany(operation.op, Object.keys(operation)) ? PHRASES.get(operation.op) : undefined;
  return phrase ?? NEUTRAL;
}

const NEUTRAL: Phrase = {
  attempt: (operation) => `call ${call(operation)}`,
  done: (operation) => `calls ${call(operation)}`,
};

/** A call with whatever fields it carries, even those of a design that this file does not know. */
function call({ op, task: _task, ...fields }: ContainerOperation): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined); // a field may be missing
  const words = given.map(([field, value]) => `${printable(field)} ${fieldValue(value)}`);
  return words.length === 0 ? printable(op) : `${printable(op)} (${words.join(", ")})`;
}

function fieldValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(fieldValue).join(",");
  return typeof value === "string" ? quoted(value) : printable(JSON.stringify(value) ?? "none");
}

const path = (operation: ContainerOperation): string => quoted(operation.path ?? "");
const image = (operation: ContainerOperation): string => quoted(operation.image ?? "");
const handle = (operation: ContainerOperation): string => quoted(operation.handle ?? "");

function kinds({ kinds = [] }: ContainerOperation): string {
  return kinds.length === 0 ? "nothing" : enumerated(kinds);
}

/** The kinds that a call names, if its design lets it name any. */
function only({ kinds }: ContainerOperation): string {
  return kinds === undefined ? "" : ` for ${kinds.length === 0 ? "no kind" : `its ${enumerated(kinds)}`}`;
}

/** A path, and the root's name of the same container if that differs (N4). */
function seen(operation: ContainerOperation, worlds: Worlds | undefined): string {
  const container = target(operation, worlds);
  const rootPath = container === undefined ? undefined : worlds?.before.rootPath(container);
  return path(operation) + toTheRoot(operation.path, rootPath);
}

function toTheRoot(path: string | undefined, rootPath: string | undefined): string {
  return rootPath === undefined || rootPath === path ? "" : ` (the root's ${quoted(rootPath)})`;
}

/** The container that an operation's path named before it. */
function target({ task, path }: ContainerOperation, worlds: Worlds | undefined) {
  if (path === undefined || !worlds?.before.tasks.has(task)) return undefined;
  return worlds.before.resolve(task, path);
}

function fork({ task }: ContainerOperation, worlds?: Worlds): string {
  const container = worlds?.before.tasks.get(task)?.container;
  if (worlds === undefined || container === undefined) return "forks";
  return `forks ${tasksInWords(newTasks(worlds))} in ${place(worlds.before, container)}`;
}

function unshare(operation: ContainerOperation, worlds?: Worlds): string {
  const start = `unshares ${kinds(operation)}`;
  const before = worlds?.before.tasks.get(operation.task);
  const after = worlds?.after.tasks.get(operation.task);
  const made = worlds && newContainers(worlds)[0];
  if (!worlds || !before || !after || made === undefined) return start;

  const container = `the new container ${place(worlds.after, made)}`;
  if (after.container !== made) return `${start}: ${container} is made, and the task stays where it is`;
  return `${start} and goes ${way(worlds.after, before.container, made, after.in)} ${container}`;
}

/** A design may put the new container into the old one or beside it; if beside it, the task may be in both. */
function way(
  world: ContainerObservation,
  old: ContainerNumber,
  made: ContainerNumber,
  entered: readonly ContainerNumber[],
): string {
  if (!entered.includes(old)) return "over into";
  return world.containers.get(made)?.parent == null ? "on into" : "down into";
}

function setns(operation: ContainerOperation, worlds?: Worlds): string {
  const own = worlds?.before.tasks.get(operation.task)?.container;
  const words = `enters ${seen(operation, worlds)}${only(operation)}`;
  if (own === undefined || target(operation, worlds) !== own) return words;
  return `enters ${path(operation)}${only(operation)}, its own container, and nothing changes`;
}

/** Where a handle has led. */
function entered({ task }: ContainerOperation, worlds: Worlds | undefined): string {
  const container = worlds?.after.tasks.get(task)?.container;
  return worlds === undefined || container === undefined ? "" : `, in ${place(worlds.after, container)}`;
}

function rename(operation: ContainerOperation, worlds?: Worlds): string {
  const container = target(operation, worlds);
  const name = quoted(operation.name ?? "");
  if (!worlds || container === undefined) return `renames ${path(operation)} to ${name}`;
  if (worlds.before.containers.get(container)?.name === operation.name)
    return `renames ${seen(operation, worlds)} to ${name}, which is its name already`;
  return `renames ${seen(operation, worlds)} to ${name}`;
}

function kill(operation: ContainerOperation, worlds?: Worlds): string {
  const start = `kills ${seen(operation, worlds)}`;
  if (!worlds) return start;
  const dead = goneTasks(worlds);
  if (dead.length === 0)
    return `${start}, ${isAnyIn(operation, worlds) ? "and no task dies" : "with no task in it"}`;
  return `${start}, and ${tasksInWords(dead)} ${dead.length === 1 ? "dies" : "die"}`;
}

/** Whether a task is in the container that a call names. */
function isAnyIn({ task, path }: ContainerOperation, { before }: Worlds): boolean {
  const container = path === undefined || !before.tasks.has(task) ? undefined : before.resolve(task, path);
  return container !== undefined && [...before.tasks.values()].some((row) => row.in.includes(container));
}

function checkpoint(operation: ContainerOperation, worlds?: Worlds): string {
  const start = `records ${seen(operation, worlds)} as image ${image(operation)}`;
  const recorded = worlds?.after.images.get(operation.image ?? "");
  if (!worlds || !recorded) return start;
  const holds = `${counted(recorded.containers.length, "container")} and ${counted(recorded.tasks.length, "task")}`;
  const replaced = worlds.before.images.has(operation.image ?? "")
    ? ", in place of the image of that name"
    : "";
  return `${start}, with ${holds}${replaced}`;
}

function restart(operation: ContainerOperation, worlds?: Worlds): string {
  const path = `/${operation.name ?? ""}`;
  const start = `restarts image ${image(operation)} as ${quoted(path)}`;
  const top = worlds && topOfCopy(worlds);
  if (!worlds || top === undefined) return start;
  const started = newTasks(worlds);
  const tasks =
    started.length === 0 ? "" : `, and ${tasksInWords(started)} ${started.length === 1 ? "starts" : "start"}`;
  return `${start}${toTheRoot(path, worlds.after.rootPath(top))}${tasks}`;
}

/** The new container that stands in no other new one. */
function topOfCopy(worlds: Worlds) {
  const made = newContainers(worlds);
  return made.find((container) => {
    const parent = worlds.after.containers.get(container)?.parent ?? null;
    return parent === null || !made.includes(parent);
  });
}
