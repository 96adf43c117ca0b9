/**
 * `unshare-staying` on today's kernel: unshare(2) changes its caller, so a helper makes the namespaces of the new container and ends once
 * files of /proc/PID/ns keep them.
 */

import type { ContainerScope } from "../domains/containers/scope.ts";
import type { Kind } from "../model/kind.ts";
import type { TaskNumber } from "../model/numbers.ts";
import { HeldNamespaces, movedPath } from "./held-namespaces.ts";
import type { CgroupShown, Directory, Kernel, Process, Said } from "./kernel.ts";
import { all, given, type Manager } from "./manager.ts";
import { FOR_CHILDREN, KEPT_BY_ALL, NestedManager } from "./nested.ts";

class UnshareStayingManager extends NestedManager {
  readonly #held: HeldNamespaces;
  /** The task that made each container and holds it. */
  readonly #makers = new Map<Directory, TaskNumber>();

  constructor(kernel: Kernel, scope: ContainerScope) {
    super(kernel, scope);
    this.#held = new HeldNamespaces(kernel, scope.kinds);
  }

  /** The task stays: a helper makes the namespaces. The task forks it while in `helpers`, so that neither counts. */
  protected override async makeNamespaces(
    process: Process,
    container: Directory,
    kinds: readonly Kind[],
    task: TaskNumber,
  ): Promise<void> {
    const own = await this.ownDirectory(process);
    await all(this.kernel.move(process, this.kernel.helpers));
    const [helper] = await Promise.all([
      given(this.kernel.clone(process)),
      all(this.kernel.move(process, own)),
    ]);
    await all(
      this.kernel.move(helper, container), // so that a new cgroup namespace has it as its root
      this.kernel.unshare(helper, kinds),
      this.kernel.move(helper, this.kernel.helpers),
    );
    const inside = kinds.includes("pid")
      ? await this.inits.make(helper)
      : kinds.some((kind) => FOR_CHILDREN.includes(kind))
        ? await given(this.kernel.clone(helper))
        : helper;
    await this.#held.hold(container, inside);
    this.#makers.set(container, task);
    const helpers = [...new Set([inside, helper])];
    await all(...helpers.map((one) => this.kernel.exit(one)), this.waitFor(helpers));
  }

  protected override async enter(
    process: Process,
    container: Directory,
    kinds: readonly Kind[],
    task: TaskNumber,
  ): Promise<Said> {
    if (!this.#held.has(container)) return super.enter(process, container, kinds, task);
    await all(this.kernel.move(process, container));
    const others = await this.#held.enter(container, process);
    await all(this.rootView(process));
    await this.goOnAsChild(process, container, others, task, "entered");
    return "ok";
  }

  protected override async killAllIn(container: Directory): Promise<void> {
    await super.killAllIn(container);
    await this.#letGo(container);
  }

  protected override async died(): Promise<void> {
    for (const [container, maker] of [...this.#makers])
      if (!this.tasks.has(maker)) await this.#letGo(container);
  }

  protected override renamed(from: Directory, to: Directory): void {
    this.#held.renamed(from, to);
    for (const [container, maker] of [...this.#makers]) {
      this.#makers.delete(container);
      this.#makers.set(movedPath(container, from, to), maker);
    }
  }

  protected override isUsed(cgroup: CgroupShown): boolean {
    return this.#held.has(cgroup.directory) || super.isUsed(cgroup);
  }

  protected override keptPidNamespaces(): readonly number[] {
    return this.#held.pidNamespaces;
  }

  async #letGo(container: Directory): Promise<void> {
    this.#makers.delete(container);
    await this.#held.drop(container);
  }
}

export const unshareStayingManager: Manager = {
  name: "unshare-staying",
  keeps: [
    ...KEPT_BY_ALL,
    "which task made a container and holds it, and the files of /proc/PID/ns that keep its namespaces",
  ],
  start: (kernel, scope) => new UnshareStayingManager(kernel, scope),
};
