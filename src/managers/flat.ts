/**
 * `flat` on today's kernel: a process is in one cgroup of a hierarchy, so the kernel has no place for the set of containers that a task
 * has entered. The manager keeps the sets, and kill is a signal to each task.
 */
import { FIRST_TASK, type TaskNumber } from "../model/numbers.ts";
import { FlatUntrackedManager } from "./flat-untracked.ts";
import { movedPath } from "./held-namespaces.ts";
import type { CgroupShown, Directory, Process } from "./kernel.ts";
import { all, type Manager } from "./manager.ts";
import { KEPT_BY_ALL } from "./nested.ts";

class FlatManager extends FlatUntrackedManager {
  /** The containers that each task has entered. */
  readonly #entered = new Map<TaskNumber, ReadonlySet<Directory>>();

  protected override async begun(): Promise<void> {
    this.#entered.set(FIRST_TASK, new Set([this.kernel.root]));
  }

  protected override born(child: TaskNumber, parent: TaskNumber): void {
    this.#entered.set(child, this.#setOf(parent));
  }

  protected override joined(task: TaskNumber, container: Directory): void {
    this.#entered.set(task, new Set([...this.#setOf(task), container]));
  }

  protected override async died(): Promise<void> {
    for (const task of this.#entered.keys()) if (!this.tasks.has(task)) this.#entered.delete(task);
  }

  protected override renamed(from: Directory, to: Directory): void {
    for (const [task, set] of this.#entered)
      this.#entered.set(task, new Set([...set].map((directory) => movedPath(directory, from, to))));
  }

  /** Kills every task that has entered the container, even the caller, wherever it is now. */
  protected override async killAllIn(container: Directory): Promise<void> {
    const members: Process[] = [];
    for (const [task, process] of this.tasks) if (this.#setOf(task).has(container)) members.push(process);
    await all(...members.map((process) => this.kernel.signal(process)), this.waitFor(members));
  }

  protected override isUsed({ directory }: CgroupShown): boolean {
    return [...this.#entered.values()].some((set) => set.has(directory));
  }

  #setOf(task: TaskNumber): ReadonlySet<Directory> {
    return this.#entered.get(task) ?? new Set();
  }
}

export const flatManager: Manager = {
  name: "flat",
  keeps: [...KEPT_BY_ALL, "the set of containers that each task has entered"],
  start: (kernel, scope) => new FlatManager(kernel, scope),
};
