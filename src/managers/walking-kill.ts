/**
 * `walking-kill` on today's kernel: a kill reads cgroup.procs of the container and of those below it, and each `killtask` is one signal, by pidfd.
 * The kernel has no place for who kills whom: the manager records it until /proc shows that one of the two has gone.
 */

import type { ContainerOperation } from "../domains/containers/operation.ts";
import type { TaskNumber } from "../model/numbers.ts";
import { movedPath } from "./held-namespaces.ts";
import type { CgroupShown, Directory, Process, Said } from "./kernel.ts";
import { all, type Manager } from "./manager.ts";
import { allIn } from "./names.ts";
import { NestedManager, nestedManager } from "./nested.ts";

/** A call, with the field that only these designs' calls take. */
type WalkingCall = ContainerOperation & { readonly victim?: TaskNumber };

export class WalkingManager extends NestedManager {
  /** The container that each task is in the middle of killing. */
  readonly #killing = new Map<TaskNumber, Directory>();
  /** The task that is to kill each task that was read. */
  readonly #killers = new Map<TaskNumber, TaskNumber>();

  override async perform(operation: WalkingCall): Promise<Said> {
    const said = await super.perform(operation);
    if (said === "ok") await this.#goOn();
    return said;
  }

  protected override carryOut(operation: WalkingCall, process: Process): Promise<Said> {
    const { op, task, path = "", victim } = operation;
    if (op === "killtask") return this.killTask(task, victim);
    if (this.#killing.has(task)) return Promise.resolve("EALREADY");
    return op === "kill" ? this.beginKill(process, task, path) : super.carryOut(operation, process);
  }

  /** Reads which tasks are in a container, to kill them one after the other. */
  protected async beginKill(process: Process, task: TaskNumber, path: string): Promise<Said> {
    const own = await this.ownDirectory(process);
    const container = await this.resolve(own, path);
    if (container === undefined) return "ENOENT";
    if (container === own) return "EBUSY";
    if (await this.isBeingKilled(container)) return "EALREADY";

    await this.beforeReading(container);
    this.#killing.set(task, container);
    this.read(task, await this.kernel.tree(container));
    return "ok";
  }

  /** SIGKILL by pidfd, and waits for the victim to go. */
  protected async killTask(task: TaskNumber, victim: TaskNumber | undefined): Promise<Said> {
    if (!this.#killing.has(task)) return "EINVAL";
    const process = victim === undefined ? undefined : this.tasks.get(victim);
    if (victim === undefined || process === undefined || this.#killers.get(victim) !== task) return "ENOENT";

    await all(this.kernel.signal(process), this.waitFor([process]));
    await this.releaseUnused();
    return "ok";
  }

  /** Called when a kill begins. */
  protected async beforeReading(_container: Directory): Promise<void> {
    // Other designs do something to the tasks that are there.
  }

  /** What a task does once none of the tasks that it has read is left. @returns whether its kill goes on */
  protected async readAgain(_task: TaskNumber, _container: Directory): Promise<boolean> {
    return false;
  }

  /** A task reads which tasks it is to kill. @returns whether there are any */
  protected read(task: TaskNumber, container: CgroupShown): boolean {
    const victims = this.#tasksIn(container);
    for (const victim of victims) this.#killers.set(victim, task);
    return victims.length > 0;
  }

  /** Whether a task in a container, or below it, is to be killed. */
  protected async isBeingKilled(container: Directory): Promise<boolean> {
    return this.#tasksIn(await this.kernel.tree(container)).some((task) => this.#killers.has(task));
  }

  protected override renamed(from: Directory, to: Directory): void {
    for (const [task, container] of this.#killing) this.#killing.set(task, movedPath(container, from, to));
  }

  #tasksIn(container: CgroupShown): TaskNumber[] {
    const pids = new Set(allIn(container).flatMap((cgroup) => cgroup.pids));
    return [...this.tasks].flatMap(([task, { pid }]) => (pids.has(pid) ? [task] : []));
  }

  /** Forgets the killers and victims that have gone, and ends the kills that are over. */
  async #goOn(): Promise<void> {
    for (const [victim, killer] of this.#killers)
      if (!this.tasks.has(victim) || !this.tasks.has(killer)) this.#killers.delete(victim);
    for (const task of this.#killing.keys()) if (!this.tasks.has(task)) this.#killing.delete(task);
    for (const [task, container] of [...this.#killing].toSorted(([one], [other]) => one - other)) {
      const isOver = ![...this.#killers.values()].includes(task);
      if (isOver && !(await this.readAgain(task, container))) this.#killing.delete(task);
    }
  }
}

export const walkingKillManager: Manager = {
  name: "walking-kill",
  keeps: [...nestedManager.keeps, "which task is killing which container, and which tasks it has read there"],
  start: (kernel, scope) => new WalkingManager(kernel, scope),
};
