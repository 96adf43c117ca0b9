/** The processes of one history. The agent's root plays their outside: it is the parent of task 1, adopts orphans and reaps them at once. */
import type { Link } from "../../domains/linux/operations.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import { MOUNT, NAMESPACE_FLAGS, NSFS_ROOT, WORKING_DIRECTORY } from "../agent/flags.ts";
import { inChunks } from "../agent/in-chunks.ts";
import { type AgentSlot, MAIN, type Request, type RequestOf, type ResultOf } from "../agent/operations.ts";
import { NAMESPACE_FILES, type Seen, type SlotSnapshot } from "../agent/snapshot.ts";
import { CannotPlay } from "../cannot-run.ts";
import type { Channel } from "../containers/managed/channel.ts";
import type { KernelCall } from "../containers/managed/kernel-call.ts";
import { LOOK } from "../containers/managed/purpose.ts";
import type { Slots } from "../containers/managed/slots.ts";
import { type IdRange, StandInIds } from "./ids.ts";

/** How long processes may take to settle or to disappear, in milliseconds. */
const PATIENCE = 10_000;
const SIGKILL = 9;
/** Where a history mounts: a tmpfs visible only to its tasks, with a file for each name. */
const MOUNTS = "/tmp";
const CREATE = 0o100;
/** How many processes one answer shows; it has room for some 200. */
const SHOWN_AT_ONCE = 100;
/** A task, as a process. */
export interface SubtreeTask {
  readonly slot: AgentSlot;
  readonly pid: number;
  /** Whether it still serves. */
  readonly isAlive: boolean;
}

/** What the kernel shows of a task. Namespaces are identified by their inode numbers, which they keep as long as they live. */
export interface KernelTask {
  readonly state: "alive" | "zombie" | "dying";
  /** 0: the outside. */
  readonly parent: number;
  readonly links: ReadonlyMap<Link, Seen<number>>;
  readonly owners: ReadonlyMap<Link, Seen<number>>;
  readonly parents: ReadonlyMap<Link, Seen<number>>;
  readonly uid: number | undefined;
  readonly isCapable: boolean | undefined;
}

/** The tasks of a history as the kernel shows them. */
export type KernelWorld = ReadonlyMap<TaskNumber, KernelTask>;

const STATES = { living: "alive", ending: "dying", zombie: "zombie" } as const;

export class Subtree {
  /** The struct file_handle of each handle, by name. */
  readonly handles = new Map<string, Uint8Array>();
  /** The slot of a process that was reaped long ago: its pidfd is used for tasks that do not exist. */
  readonly nobody: AgentSlot;
  /** The ids of this machine that tasks take. */
  readonly ids: StandInIds;
  readonly #channel: Channel;
  readonly #slots: Slots;
  /** Those that have not been reaped, in no particular order. */
  readonly #tasks = new Map<TaskNumber, SubtreeTask>();
  /** The named descriptors of each task. All processes share one descriptor table, so this records whose they are. */
  readonly #files = new Map<TaskNumber, Map<string, number>>();
  /** A descriptor of the mount namespace in which task 1 starts, if that is its own. */
  #initialMounts: number | undefined;
  #calls: KernelCall[] = [];

  constructor(channel: Channel, slots: Slots, nobody: AgentSlot, ids: IdRange) {
    this.#channel = channel;
    this.#slots = slots;
    this.nobody = nobody;
    this.ids = new StandInIds(ids);
  }

  /**
   * Starts task 1.
   *
   * @param mounts the names that the history uses as mount points; if there are any, task 1 gets its own mount namespace
   */
  async begin(mounts: ReadonlySet<string>): Promise<void> {
    const slot = this.#slots.take();
    const born = await this.look({ call: "spawn", child: slot, cgroup: null });
    if (born.outcome !== "ok") {
      this.#slots.giveBack(slot);
      throw new CannotPlay(`the first task cannot be made (${born.outcome})`);
    }
    this.#tasks.set(FIRST, { slot, pid: born.value.hostPid, isAlive: true });
    if (mounts.size === 0) return;
    const tmpfs = { flags: 0, source: "none", target: MOUNTS, type: "tmpfs", data: "" };
    const isPrivate = { flags: MOUNT.recursive | MOUNT.private, source: "", target: "/", type: "", data: "" };
    await this.#must({ call: "unshare", slot, flags: NAMESPACE_FLAGS.mnt });
    await this.#must({ call: "mount", slot, ...isPrivate });
    await this.#must({ call: "mount", slot, ...tmpfs });
    for (const name of mounts) {
      const place = { directory: WORKING_DIRECTORY, path: mountPoint(name) };
      const file = await this.#must({ call: "open", slot, ...place, flags: CREATE, mode: 0o666 });
      await this.#must({ call: "close", slot: MAIN, file });
    }
    // To the history this is the initial mount namespace, which never goes away.
    const place = { directory: { procOf: slot }, path: "ns/mnt" };
    this.#initialMounts = await this.#must({ call: "open", slot: MAIN, ...place, flags: 0, mode: 0 });
  }

  task(number: TaskNumber): SubtreeTask | undefined {
    return this.#tasks.get(number);
  }

  /** The calls made since this was last called. */
  takeCalls(): readonly KernelCall[] {
    const calls = this.#calls;
    this.#calls = [];
    return calls;
  }

  /** Makes a call of a history. */
  async make<const Name extends Request["call"]>(
    request: RequestOf<Name>,
    what: string,
  ): Promise<ResultOf<Name>> {
    const result = await this.#channel.ask(request, { is: "step", what });
    this.#calls.push({ what, outcome: result.outcome });
    return result;
  }

  /** Makes a call that is not part of the history. */
  look<const Name extends Request["call"]>(request: RequestOf<Name>): Promise<ResultOf<Name>> {
    return this.#channel.ask(request, LOOK);
  }

  /** Has a task make a child, which gets the lowest free number and a copy of each file. @returns the outcome */
  async clone(parent: TaskNumber, flags: number, what: string): Promise<string> {
    const slot = this.#slots.take();
    const { slot: caller } = this.#tasks.get(parent) ?? { slot: this.nobody };
    const made = await this.make({ call: "clone", slot: caller, child: slot, flags, cgroup: null }, what);
    if (made.outcome !== "ok") {
      this.#slots.giveBack(slot);
      return made.outcome;
    }
    const child = this.#lowestFree();
    this.#tasks.set(child, { slot, pid: made.value.hostPid, isAlive: true });
    for (const [name, file] of this.#files.get(parent) ?? []) {
      const copy = await this.look({ call: "dup", file });
      if (copy.outcome !== "ok") throw new CannotPlay(`a file cannot be copied (${copy.outcome})`);
      await this.keep(child, name, copy.value);
    }
    return "ok";
  }

  /** The descriptor that a task has under a name; an invalid one if it has none. */
  file(task: TaskNumber, name: string): number {
    return this.#files.get(task)?.get(name) ?? NO_FILE;
  }

  /** Gives a task a file under a name, and closes the one it had under that name. */
  async keep(task: TaskNumber, name: string, file: number): Promise<void> {
    const before = this.file(task, name);
    const files = this.#files.get(task) ?? new Map<string, number>();
    this.#files.set(task, files.set(name, file));
    if (before !== NO_FILE) await this.#close(before);
  }

  /** Records that a task has closed a file. */
  forget(task: TaskNumber, name: string): void {
    this.#files.get(task)?.delete(name);
  }

  /** Waits until nothing changes by itself any more, releases what has died, and returns what is there. */
  async observe(): Promise<KernelWorld> {
    const all = [...this.#tasks];
    const slots = all.map(([, { slot }]) => slot);
    const settling = this.look({ call: "settle", milliseconds: PATIENCE, slots });
    // Requested right behind it, so that nothing comes in between.
    const looking = Promise.all(inChunks(slots, SHOWN_AT_ONCE).map((chunk) => this.#show(chunk)));
    const settled = await settling;
    if (settled.outcome !== "ok") throw new CannotPlay(`its processes do not settle (${settled.outcome})`);
    const shown = (await looking).flat();
    const numbers = new Map(all.map(([number, { pid }]) => [pid, number]));
    const world = new Map<TaskNumber, KernelTask>();
    for (const [index, [number]] of all.entries()) {
      const snapshot = shown[index];
      if (snapshot === undefined)
        throw new CannotPlay("the agent returned fewer processes than were requested");
      const seen = kernelTask(snapshot, numbers, this.ids);
      if (seen !== undefined) world.set(number, seen);
      if (seen?.state !== "alive") await this.#noteDeath(number, seen === undefined);
    }
    return world;
  }

  async #show(slots: readonly number[]): Promise<readonly SlotSnapshot[]> {
    const show = [...NAMESPACE_FILES, "status", "owners", "parents"] as const;
    const shown = await this.look({ call: "snapshot", show, slots });
    if (shown.outcome !== "ok") throw new CannotPlay(`its processes cannot be looked at (${shown.outcome})`);
    return shown.value;
  }

  /** The inode number of the namespace that each handle opens for the outside, or the errno. */
  async openHandles(): Promise<ReadonlyMap<string, Seen<number>>> {
    const found = new Map<string, Seen<number>>();
    for (const [name, handle] of this.handles) {
      const opened = await this.look({
        call: "open_by_handle",
        slot: MAIN,
        mount: NSFS_ROOT,
        flags: 0,
        handle,
      });
      if (opened.outcome !== "ok") {
        found.set(name, { outcome: opened.outcome });
        continue;
      }
      const inode = await this.look({ call: "inode", file: opened.value });
      await this.#close(opened.value);
      found.set(name, inode);
    }
    return found;
  }

  /** Kills all processes, and leaves nothing behind. @returns what could not be removed, as sentences */
  async end(): Promise<readonly string[]> {
    const slots = [...this.#tasks.values()].map(({ slot }) => slot);
    for (const slot of slots)
      await this.look({ call: "signal", slot: MAIN, pidfd: { pidfdOf: slot }, signal: SIGKILL });
    for (const files of this.#files.values()) for (const file of files.values()) await this.#close(file);
    this.#files.clear();
    if (this.#initialMounts !== undefined) await this.#close(this.#initialMounts);
    const waited = await this.look({ call: "wait_gone", until: "gone", milliseconds: PATIENCE, slots });
    const presences = waited.outcome === "ok" ? waited.value : [];
    const gone = slots.filter((_, index) => presences[index] === "gone");
    await this.look({ call: "free", slots: gone });
    for (const slot of gone) this.#slots.giveBack(slot);
    const left = slots.length - gone.length;
    return left === 0 ? [] : [`${left} processes of the history cannot be killed`];
  }

  /** A dead task has no files; a reaped one has no number either. */
  async #noteDeath(number: TaskNumber, isGone: boolean): Promise<void> {
    const task = this.#tasks.get(number);
    const files = this.#files.get(number);
    this.#files.delete(number);
    for (const file of files?.values() ?? []) await this.#close(file);
    if (task === undefined) return;
    if (!isGone) {
      this.#tasks.set(number, { ...task, isAlive: false });
      return;
    }
    this.#tasks.delete(number);
    await this.look({ call: "free", slots: [task.slot] });
    this.#slots.giveBack(task.slot);
  }

  async #close(file: number): Promise<void> {
    await this.look({ call: "close", slot: MAIN, file });
  }

  async #must<const Name extends "unshare" | "mount" | "open" | "close">(
    request: RequestOf<Name>,
  ): Promise<number> {
    const result: ResultOf<"unshare" | "mount" | "open" | "close"> = await this.look(request);
    if (result.outcome !== "ok")
      throw new CannotPlay(`its mounts cannot be prepared (${request.call}: ${result.outcome})`);
    return result.value ?? 0;
  }

  #lowestFree(): TaskNumber {
    let number = 1;
    while (this.#tasks.has(number as TaskNumber)) number++; // counted up, as W2 says
    return number as TaskNumber; // likewise
  }
}

const FIRST = 1 as TaskNumber; // W1
const NO_FILE = -1;

/** The mount point of a name in a history. */
export function mountPoint(name: string): string {
  return `${MOUNTS}/${name}`;
}

function kernelTask(
  { presence, links, owners, parents, status }: SlotSnapshot,
  numbers: ReadonlyMap<number, TaskNumber>,
  ids: StandInIds,
): KernelTask | undefined {
  if (presence === "gone" || status?.outcome !== "ok") return undefined;
  const { parent, uid, capabilities } = status.value;
  return {
    state: STATES[presence],
    parent: numbers.get(parent) ?? 0,
    links,
    owners,
    parents,
    uid: ids.standsFor(uid),
    isCapable: capabilities !== 0,
  };
}
