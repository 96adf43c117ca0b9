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
/** How long what has to happen may take, in milliseconds. */
const PATIENCE = 5000;
/** Between two looks at what should go by itself, in milliseconds. */
const PAUSE = 5;

/** Finds out about one property, in an empty laboratory. */
export type Experiment = (lab: Lab) => Promise<Keeping>;

/** The machine does not let an experiment be made: what it would have shown is not found out. */
export class CannotTry extends Error {
  /** @param why in a sentence without a full stop */
  constructor(why: string) {
    super(why);
    this.name = "CannotTry";
  }
}

/** What says that the machine has no more of something, and nothing of who may do what. */
const LIMITS: Readonly<Record<string, string>> = {
  ENOSPC: "a limit is reached, e.g. one in /proc/sys/user",
  EUSERS: "a limit in /proc/sys/user is reached",
  EAGAIN: "a limit of processes is reached",
  ENOMEM: "there is no memory left",
  EMFILE: "a limit of open files is reached",
  ENFILE: "a limit of open files is reached",
};

/** An errno, and the limit that it stands for. */
function inWords(outcome: string): string {
  const limit = LIMITS[outcome];
  return limit === undefined ? outcome : `${outcome}: ${limit}`;
}

/** Tasks and cgroups to try things with. Containers are named by their path from the run's own cgroup: empty, `/a`, `/a/b`. */
export class Lab {
  readonly hierarchy: Hierarchy;
  readonly #agent: Agent;
  readonly #base: string;
  #trials: Trial[] = [];
  #made: string[] = [];
  #slots = 0;

  /** @param base the absolute path of a cgroup of the run's own, without tasks and cgroups in it */
  constructor(agent: Agent, hierarchy: Hierarchy, base: string) {
    this.#agent = agent;
    this.hierarchy = hierarchy;
    this.#base = base;
  }

  /** What was tried since the last clearing. */
  get trials(): readonly Trial[] {
    return this.#trials;
  }

  /** Makes containers, each after the one that it is in. */
  async containers(...paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      await this.#mustBe("mkdir", { ...this.#at("mkdir", MAIN, path), mode: DIRECTORY_MODE });
      this.#made.push(path);
    }
  }

  /** Forks a task that goes into a container, and makes that the root of what it sees. */
  async task(container: string, kinds: readonly Kind[] = []): Promise<AgentSlot> {
    const slot = this.#slots++;
    await this.#mustBe("fork", { call: "spawn", child: slot, cgroup: null });
    await this.#mustBe("move", this.#move(slot, container));
    const flags = cloneFlags(kinds) | NAMESPACE_FLAGS.cgroup;
    await this.#mustBe("unshare", { call: "unshare", slot, flags });
    return slot;
  }

  /**
   * Forks a task in every namespace that another has for its children. Both have the same parent, which reaps them; but that of an
   * init of a pid namespace is its child.
   */
  async child(parent: AgentSlot, ofInit?: "of an init"): Promise<AgentSlot> {
    const slot = this.#slots++;
    const flags = ofInit === undefined ? SHARE_FLAGS.parent : 0;
    await this.#mustBe("fork", { call: "clone", slot: parent, child: slot, flags, cgroup: null });
    return slot;
  }

  async exit(slot: AgentSlot): Promise<void> {
    await this.#mustBe("exit", { call: "exit", slot, status: 0 });
    await this.presences([slot]);
  }

  // What is tried: each notes what came of it, and gives it.

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
   * Opens what a handle names, as open_by_handle_at(2) has it, and closes it.
   *
   * @param isGone that nobody has the namespace any more: then it may still be there for some milliseconds, and is opened until it is not
   */
  async tryOpenHandle(what: string, handle: Uint8Array, isGone?: "is gone"): Promise<string> {
    const end = performance.now() + (isGone === undefined ? 0 : PATIENCE);
    for (;;) {
      const [opened] = await this.#agent.perform([
        { call: "open_by_handle", slot: MAIN, mount: NSFS_ROOT, flags: 0, handle },
      ]);
      if ("value" in opened) await this.#mustBe("close", { call: "close", slot: MAIN, file: opened.value });
      if (opened.outcome !== "ok" || performance.now() >= end) return this.note(what, opened.outcome);
      await setTimeout(PAUSE);
    }
  }

  /** Notes something else that was seen. */
  note(what: string, came: string): string {
    this.#trials.push({ what, came });
    return came;
  }

  // What can be seen.

  /** Where a viewer sees a task: the path in /proc/PID/cgroup. */
  async seen(viewer: AgentSlot, task: AgentSlot): Promise<string> {
    const [answer] = await this.#agent.perform([
      { call: "read", slot: viewer, directory: { procOf: task }, path: "cgroup" },
    ]);
    if (!("value" in answer)) throw new CannotTry(`/proc/PID/cgroup cannot be read (${answer.outcome})`);
    const path = pathInHierarchy(Buffer.from(answer.value).toString(), this.hierarchy.line);
    if (path === undefined) throw new CannotTry("/proc/PID/cgroup does not show the hierarchy");
    return path;
  }

  /** The numbers of a task's namespaces of some kinds. */
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

  /** Waits until tasks are gone. @returns whether all are */
  async presences(slots: readonly AgentSlot[], milliseconds = PATIENCE): Promise<boolean> {
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
    await this.#mustBe("reset", { call: "reset" });
    for (const path of this.#made.toSorted((one, other) => other.length - one.length))
      await this.#mustBe("rmdir", { ...this.#at("rmdir", MAIN, path), milliseconds: PATIENCE });
    this.#trials = [];
    this.#made = [];
    this.#slots = 0;
  }

  async #try(what: string, request: Request): Promise<string> {
    const [{ outcome }] = await this.#agent.perform([request]);
    if (outcome in LIMITS) throw new CannotTry(`${what}: ${inWords(outcome)}`);
    return this.note(what, outcome);
  }

  async #mustBe(what: string, request: Request): Promise<void> {
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
