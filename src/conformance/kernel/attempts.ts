/**
 * Where the model refuses an operation, the kernel is asked all the same, when that is safe: by a process that stands in for the task
 * and is killed at once, or by a call that is undone. What it comes to is no difference. It tells which of the model's refusals are the
 * kernel's too.
 */
import { type ContainerNumber, ROOT } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import { cloneFlags, SHARE_FLAGS, WORKING_DIRECTORY } from "../agent/flags.ts";
import { MAIN, type Slot } from "../agent/operations.ts";
import type { Script } from "./script.ts";

/** What the kernel said to a call that a model refuses. */
export interface Attempt {
  readonly op: string;
  /** Why the model refuses. */
  readonly refusal: Outcome;
  /** The kernel's call. */
  readonly what: string;
  /** `ok` or the errno. */
  readonly outcome: string;
}

/** The same attempt with the same outcome, and how often that was. */
export interface AttemptCount extends Attempt {
  readonly times: number;
}

/** A call that the model refuses. */
export interface Refused {
  readonly before: Observation;
  readonly operation: Operation;
  readonly outcome: Outcome;
}

/** What an attempt is made with. */
export interface Means {
  /** The process of the task that calls. */
  readonly slot: Slot;
  /** A slot that nobody uses. */
  readonly free: Slot;
  /** The absolute path of a container's cgroup. */
  pathOf(container: ContainerNumber): string;
}

const SIGKILL = 9;
const WRITE_ONLY = 1;
/** How long a process may take to be gone, in milliseconds. */
const PATIENCE = 5000;
/** How many attempts of each sort a run has, so that it does not become slower for them. */
const OF_EACH_SORT = 3;

/** Sees to it that only the first few refusals of each sort are tried. */
export class AttemptBudget {
  readonly #made = new Map<string, number>();

  /** Whether one more may be tried; counts it. */
  take({ operation, outcome }: Refused): boolean {
    const sort = `${operation.op} ${outcome}`;
    const made = this.#made.get(sort) ?? 0;
    this.#made.set(sort, made + 1);
    return made < OF_EACH_SORT;
  }
}

/** Adds up attempts. In the order in which they first came. */
export function countAttempts(attempts: Iterable<Attempt>): AttemptCount[] {
  const counts = new Map<string, AttemptCount>();
  for (const attempt of attempts) {
    const key = JSON.stringify([attempt.op, attempt.refusal, attempt.what, attempt.outcome]);
    counts.set(key, { ...attempt, times: (counts.get(key)?.times ?? 0) + 1 });
  }
  return [...counts.values()];
}

/**
 * Writes the requests that try what the model refuses.
 *
 * @returns the place of the request whose outcome counts; nothing where it is not safe, or there is no such call
 */
export function attemptRefused(script: Script, refused: Refused, means: Means): number | undefined {
  const { operation, outcome } = refused;
  // ESRCH: there is no process that could make the call. NUL: it would end the path for the kernel.
  if (outcome === "ESRCH" || (operation.path ?? "").includes("\0") || (operation.name ?? "").includes("\0"))
    return undefined;
  switch (operation.op) {
    case "fork":
      return byStandIn(script, means, () => undefined, "clone3");
    case "unshare":
      return attemptUnshare(script, operation, means);
    case "setns":
      return outcome === "ENXIO" ? attemptMove(script, refused, means) : open(script, refused, means);
    case "rename":
      return attemptRename(script, refused, means);
    case "kill":
      // EBUSY: it would take the caller as well.
      return outcome === "ENOENT" ? open(script, refused, means) : undefined;
    default:
      return undefined;
  }
}

/** Forks a process that makes a call in the task's place, and ends it. Without a call the fork is what is tried. */
function byStandIn(
  script: Script,
  { slot, free }: Means,
  call: () => number | undefined,
  fork?: string,
): number {
  const request = { call: "clone", slot, child: free, flags: SHARE_FLAGS.parent, cgroup: null } as const;
  const forked = fork === undefined ? script.look(request) : script.attempt(fork, request);
  const called = call();
  script.look({ call: "signal", slot: MAIN, pidfd: { pidfdOf: free }, signal: SIGKILL });
  script.look({ call: "wait_gone", until: "gone", milliseconds: PATIENCE, slots: [free] });
  return called ?? forked;
}

function attemptUnshare(script: Script, { kinds = [] }: Operation, means: Means): number {
  const what = `unshare(${kinds.join(" | ") || 0})`;
  return byStandIn(script, means, () =>
    script.attempt(what, { call: "unshare", slot: means.free, flags: cloneFlags(kinds) }),
  );
}

function attemptMove(script: Script, { before, operation }: Refused, means: Means): number | undefined {
  const container = before.resolve(operation.task, operation.path ?? "");
  if (container === undefined) return undefined;
  const path = `${means.pathOf(container)}/cgroup.procs`;
  return byStandIn(script, means, () =>
    script.attempt("write to its cgroup.procs", {
      ...at("write", means.free, path),
      bytes: Buffer.from("0"),
    }),
  );
}

/** To open a file of the cgroup that the path would name is as far as one can go safely. */
function open(script: Script, { before, operation }: Refused, means: Means): number | undefined {
  const own = ownPath(before, operation, means);
  if (own === undefined) return undefined;
  const path = `${own}/${operation.path ?? ""}/cgroup.procs`;
  return script.attempt("open of its cgroup.procs", {
    ...at("open", means.slot, path),
    flags: WRITE_ONLY,
    mode: 0,
  });
}

/** rename(2), and back again where it went through. Of the run's own cgroup never, nor by a path that may lead out of the view. */
function attemptRename(script: Script, { before, operation }: Refused, means: Means): number | undefined {
  const { task, path = "", name = "" } = operation;
  const container = before.resolve(task, path);
  if (container === ROOT || (container === undefined && path.split("/").includes(".."))) return undefined;
  const from =
    container === undefined ? `${ownPath(before, operation, means)}/${path}` : means.pathOf(container);
  const to = `${from.slice(0, from.lastIndexOf("/"))}/${name}`;
  const what = "rename of its cgroup";
  const tried = script.attempt(what, { ...at("rename", means.slot, from), ...target(to) });
  script.look({ ...at("rename", means.slot, to), ...target(from) });
  return tried;
}

function ownPath(before: Observation, { task }: Operation, means: Means): string | undefined {
  const own = before.tasks.get(task)?.container;
  return own === undefined ? undefined : means.pathOf(own);
}

function at<const Name extends string>(call: Name, slot: Slot, path: string) {
  return { call, slot, directory: WORKING_DIRECTORY, path } as const;
}

function target(toPath: string) {
  return { toDirectory: WORKING_DIRECTORY, toPath } as const;
}
