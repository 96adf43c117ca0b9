import type { Kind } from "../../model/kind.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import { cloneFlags, SHARE_FLAGS, WORKING_DIRECTORY } from "../agent/flags.ts";
import type { Slot } from "../agent/operations.ts";
import type { Script } from "./script.ts";

/** How long processes may take to be gone, in milliseconds. */
const PATIENCE = 5000;

/** The processes of a history: which is whose, and the calls that each makes for itself. */
export class Bodies {
  readonly #script: Script;
  readonly #ofTasks = new Map<TaskNumber, Slot>();
  /** The slots with a process, even one that is about to end. */
  readonly #used = new Set<Slot>();

  constructor(script: Script) {
    this.#script = script;
  }

  /** The process of each task, as it is now. */
  ofTasks(): ReadonlyMap<TaskNumber, Slot> {
    return new Map(this.#ofTasks);
  }

  /** The process of a task that has one. */
  slotOf(task: TaskNumber): Slot {
    const slot = this.find(task);
    if (slot === undefined) throw new Error(`task ${task} has no process`);
    return slot;
  }

  find(task: TaskNumber): Slot | undefined {
    return this.#ofTasks.get(task);
  }

  /** Gives a task a slot that is free; what it had before is not its process any more. */
  take(task: TaskNumber): Slot {
    const slot = this.takeFree();
    this.#ofTasks.set(task, slot);
    return slot;
  }

  /** Takes a slot for a process that is no task's. */
  takeFree(): Slot {
    const slot = this.free();
    this.#used.add(slot);
    return slot;
  }

  /** The lowest free slot. */
  free(): Slot {
    let slot = 0;
    while (this.#used.has(slot)) slot++;
    return slot;
  }

  /** A task is gone. */
  forget(task: TaskNumber): void {
    this.#ofTasks.delete(task);
  }

  /** Waits until processes are gone; then their slots are free. */
  waitFor(slots: readonly Slot[]): void {
    if (slots.length === 0) return;
    this.#script.look({ call: "wait_gone", until: "gone", milliseconds: PATIENCE, slots });
    for (const slot of slots) this.#used.delete(slot);
  }

  /** Forks a process with the same parent: no task is another one's child (W5), and each is reaped where it ends. */
  cloneSibling(slot: Slot, child: Slot, what: string): void {
    this.#script.step(what, { call: "clone", slot, child, flags: SHARE_FLAGS.parent, cgroup: null });
  }

  unshare(slot: Slot, kinds: readonly Kind[]): void {
    this.#script.step(`unshare(${kinds.join(" | ")})`, { call: "unshare", slot, flags: cloneFlags(kinds) });
    if (kinds.includes("user")) this.#mapIds(slot);
  }

  /** Writes a text to a file with one call. @param path absolute */
  write(slot: Slot, path: string, text: string): void {
    const what = `write to ${path.slice(path.lastIndexOf("/") + 1)}`;
    const bytes = Buffer.from(text);
    this.#script.step(what, { call: "write", slot, directory: WORKING_DIRECTORY, path, bytes });
  }

  /** Without a mapping nobody can make another user namespace inside; see user_namespaces(7). */
  #mapIds(slot: Slot): void {
    this.write(slot, "/proc/self/setgroups", "deny");
    this.write(slot, "/proc/self/uid_map", "0 0 1");
    this.write(slot, "/proc/self/gid_map", "0 0 1");
  }
}
