import { setTimeout } from "node:timers/promises";
import type { Kind } from "../../../model/kind.ts";
import type { Agent } from "../../agent/agent.ts";
import { cloneFlags, NAMESPACE_FLAGS, NSFS_ROOT, SHARE_FLAGS, WORKING_DIRECTORY } from "../../agent/flags.ts";
import { type AgentSlot, MAIN, type Request } from "../../agent/operations.ts";
import type { SlotSnapshot } from "../../agent/snapshot.ts";
import { type Hierarchy, pathInHierarchy } from "../hierarchy.ts";
import type { Keeping, Trial } from "./finding.ts";

const DIRECTORY_MODE = 0o755;
const SIGKILL = 9;
/** Time limit for things that must happen, in milliseconds. */
const PATIENCE = 5000;
/** Interval between checks of something that should go away by itself, in milliseconds. */
const PAUSE = 5;

/** An experiment on one property, in an empty laboratory. */
export type Experiment = (lab: Lab) => Promise<Keeping>;

/** An experiment cannot be done on this machine, so its result is unknown. */
export class CannotTry extends Error {
  /** @param why as a sentence without a full stop */
  constructor(why: string) {
    super(why);
    this.name = "CannotTry";
  }
}

/** Errnos that mean the machine has run out of something, not that a call is forbidden. */
const LIMITS: Readonly<Record<string, string>> = {
  ENOSPC: "a limit is reached, e.g. one in /proc/sys/user",
  EUSERS: "a limit in /proc/sys/user is reached",
  EAGAIN: "a limit on processes is reached",
  ENOMEM: "there is no memory left",
  EMFILE: "a limit on open files is reached",
  ENFILE: "a limit on open files is reached",
};

/** An outcome, with the limit that it stands for, if any. */
function inWords(outcome: string): string {
  const limit = LIMITS[outcome];
  return limit === undefined ? outcome : `${outcome}: ${limit}`;
}

/** Tasks and cgroups to experiment with. Containers are named by their path from the run's own cgroup: empty, `/a`, `/a/b`. */
export class Lab {
  readonly hierarchy: Hierarchy;
  readonly #agent: Agent;
  readonly #base: string;
  #trials: Trial[] = [];
  #made: string[] = [];
  #slots = 0;

  /** @param base the absolute path of the run's own cgroup, without tasks or cgroups in it */
  constructor(agent: Agent, hierarchy: Hierarchy, base: string) {
    this.#agent = agent;
    this.hierarchy = hierarchy;
    this.#base = base;
  }

  /** What has been tried since the lab was last cleared. */
  get trials(): readonly Trial[] {
    return this.#trials;
  }

  /** Makes containers; each parent must come before its children. */
  async containers(...paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      await this.#must("mkdir", { ...this.#at("mkdir", MAIN, path), mode: DIRECTORY_MODE });
      this.#made.push(path);
    }
  }

  /** Forks a task that moves into a container and makes it the root of its view. */
  async task(container: string, kinds: readonly Kind[] = []): Promise<AgentSlot> {
    const slot = this.#slots++;
    await this.#must("fork", { call: "spawn", child: slot, cgroup: null });
    await this.#must("move", this.#move(slot, container));
    const flags = cloneFlags(kinds) | NAMESPACE_FLAGS.cgroup;
    await this.#must("unshare", { call: "unshare", slot, flags });
    return slot;
  }

  /**
   * Forks a task into the namespaces that `parent` has for its children. It becomes a sibling of `parent`, so that their common parent reaps
   * both; with `ofInit`, it becomes a child of `parent`, which is the init of a pid namespace.
   */
  async child(parent: AgentSlot, ofInit?: "of an init"): Promise<AgentSlot> {
    const slot = this.#slots++;
    const flags = ofInit === undefined ? SHARE_FLAGS.parent : 0;
    await this.#must("fork", { call: "clone", slot: parent, child: slot, flags, cgroup: null });
    return slot;
  }

  async exit(slot: AgentSlot): Promise<void> {
    await this.#must("exit", { call: "exit", slot, status: 0 });
    await this.waitGone([slot]);
  }

  // What is tried: each method records the outcome and returns it.

  tryMove(what: string, slot: AgentSlot, container: string): Promise<string> {
    return this.#try(what, this.#move(slot, container));
  }

  tryUnshare(what: string, slot: AgentSlot, flags: number): Promise<string> {
    return this.#try(what, { call: "unshare", slot, flags });
  }

  trySetns(what: string, slot: AgentSlot, target: AgentSlot, kinds: readonly Kind[]): Promise<string> {
    return this.#try(what, { call: "setns", slot, file: { pidfdOf: target }, flags: cloneFlags(kinds) });
  }

  tryKill(what: string, slot: AgentSlot, container: string): Promise<string> {
    const bytes = Buffer.from("1");
    return this.#try(what, { ...this.#at("write", slot, `${container}/cgroup.kill`), bytes });
  }

  trySignal(what: string, slot: AgentSlot, target: AgentSlot): Promise<string> {
    return this.#try(what, { call: "signal", slot, pidfd: { pidfdOf: target }, signal: SIGKILL });
  }

  async tryMakeContainer(what: string, slot: AgentSlot, path: string): Promise<string> {
    const outcome = await this.#try(what, { ...this.#at("mkdir", slot, path), mode: DIRECTORY_MODE });
    if (outcome === "ok") this.#made.push(path);
    return outcome;
  }

  async tryRemoveContainer(what: string, slot: AgentSlot, path: string): Promise<string> {
    const outcome = await this.#try(what, { ...this.#at("rmdir", slot, path), milliseconds: 0 });
    if (outcome === "ok") this.#made = this.#made.filter((other) => other !== path);
    return outcome;
  }

  async tryRename(what: string, slot: AgentSlot, path: string, to: string): Promise<string> {
    const target = { toDirectory: WORKING_DIRECTORY, toPath: this.#base + to };
    const outcome = await this.#try(what, { ...this.#at("rename", slot, path), ...target });
    const isIn = (other: string) => other === path || other.startsWith(`${path}/`);
    if (outcome === "ok")
      this.#made = this.#made.map((other) => (isIn(other) ? to + other.slice(path.length) : other));
    return outcome;
  }

  trySetAttribute(what: string, slot: AgentSlot, path: string, name: string, value: string): Promise<string> {
    return this.#try(what, { ...this.#at("setxattr", slot, path), name, value: Buffer.from(value) });
  }

  tryOpen(what: string, slot: AgentSlot, path: string): Promise<string> {
    return this.#try(what, this.#at("list", slot, path));
  }

  /** Takes the handle of a task's namespace: name_to_handle_at(2). */
  async handle(slot: AgentSlot, kind: Kind): Promise<Uint8Array> {
    const [answer] = await this.#agent.perform([
      { call: "handle", directory: { procOf: slot }, path: `ns/${kind}` },
    ]);
    if (!("value" in answer)) throw new CannotTry(`name_to_handle_at of ns/${kind}: ${answer.outcome}`);
    return answer.value;
  }

  /**
   * Opens what a handle names with open_by_handle_at(2), and closes it.
   *
   * @param isGone nobody uses the namespace any more; it may still exist for some milliseconds, so opening is retried until it fails
   */
  async tryOpenHandle(what: string, handle: Uint8Array, isGone?: "is gone"): Promise<string> {
    const end = performance.now() + (isGone === undefined ? 0 : PATIENCE);
    for (;;) {
      const [opened] = await this.#agent.perform([
        { call: "open_by_handle", slot: MAIN, mount: NSFS_ROOT, flags: 0, handle },
      ]);
      if ("value" in opened) await this.#must("close", { call: "close", slot: MAIN, file: opened.value });
      if (opened.outcome !== "ok" || performance.now() >= end) return this.note(what, opened.outcome);
      await setTimeout(PAUSE);
    }
  }

  /** Records something else that was seen. */
  note(what: string, came: string): string {
    this.#trials.push({ what, came });
    return came;
  }

  // What can be seen.

  /** Where a viewer sees a task: the path that it reads in /proc/PID/cgroup. */
  async seen(viewer: AgentSlot, task: AgentSlot): Promise<string> {
    const [answer] = await this.#agent.perform([
      { call: "read", slot: viewer, directory: { procOf: task }, path: "cgroup" },
    ]);
    if (!("value" in answer)) throw new CannotTry(`/proc/PID/cgroup cannot be read (${answer.outcome})`);
    const path = pathInHierarchy(Buffer.from(answer.value).toString(), this.hierarchy.line);
    if (path === undefined) throw new CannotTry("/proc/PID/cgroup does not show the hierarchy");
    return path;
  }

  /** The inode numbers of a task's namespaces, in the order of `kinds`. */
  async namespaces(slot: AgentSlot, kinds: readonly Kind[]): Promise<readonly number[]> {
    const [answer] = await this.#agent.perform([{ call: "snapshot", show: kinds, slots: [slot] }]);
    const [snapshot]: readonly SlotSnapshot[] = "value" in answer ? answer.value : [];
    return kinds.map((kind) => {
      const link = snapshot?.links.get(kind);
      if (link === undefined || !("value" in link))
        throw new CannotTry(`/proc/PID/ns/${kind} cannot be read (${link?.outcome ?? "the task has gone"})`);
      return link.value;
    });
  }

  /** Waits for tasks to be gone. @returns whether all are */
  async waitGone(slots: readonly AgentSlot[], milliseconds = PATIENCE): Promise<boolean> {
    const [answer] = await this.#agent.perform([{ call: "wait_gone", until: "gone", milliseconds, slots }]);
    return "value" in answer && answer.value.every((presence) => presence === "gone");
  }

  /** Whether a task lives. */
  async lives(slot: AgentSlot): Promise<boolean> {
    const [answer] = await this.#agent.perform([{ call: "snapshot", show: [], slots: [slot] }]);
    return "value" in answer && answer.value.every(({ presence }) => presence === "living");
  }

  /** Ends all tasks and removes all containers. */
  async clear(): Promise<void> {
    await this.#must("reset", { call: "reset" });
    for (const path of this.#made.toSorted((one, other) => other.length - one.length))
      await this.#must("rmdir", { ...this.#at("rmdir", MAIN, path), milliseconds: PATIENCE });
    this.#trials = [];
    this.#made = [];
    this.#slots = 0;
  }

  async #try(what: string, request: Request): Promise<string> {
    const [{ outcome }] = await this.#agent.perform([request]);
    if (outcome in LIMITS) throw new CannotTry(`${what}: ${inWords(outcome)}`);
    return this.note(what, outcome);
  }

  async #must(what: string, request: Request): Promise<void> {
    const [{ outcome }] = await this.#agent.perform([request]);
    if (outcome !== "ok") throw new CannotTry(`${what}: ${inWords(outcome)}`);
  }

  #move(slot: AgentSlot, container: string) {
    return { ...this.#at("write", slot, `${container}/cgroup.procs`), bytes: Buffer.from("0") };
  }

  #at<const Name extends string>(call: Name, slot: AgentSlot, path: string) {
    return { call, slot, directory: WORKING_DIRECTORY, path: this.#base + path } as const;
  }
}
