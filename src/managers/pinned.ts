/** `pinned` on today's kernel: the files of /proc/PID/ns keep a container's namespaces until it is removed (namespaces(7)). */

import type { ContainerOperation } from "../domains/containers/operation.ts";
import type { ContainerScope } from "../domains/containers/scope.ts";
import type { Kind } from "../model/kind.ts";
import type { TaskNumber } from "../model/numbers.ts";
import { HeldNamespaces } from "./held-namespaces.ts";
import type { CgroupShown, Directory, Kernel, Process, Said } from "./kernel.ts";
import { all, type Manager } from "./manager.ts";
import { allIn } from "./names.ts";
import { NestedManager, nestedManager } from "./nested.ts";

class PinnedManager extends NestedManager {
  readonly #held: HeldNamespaces;

  constructor(kernel: Kernel, scope: ContainerScope) {
    super(kernel, scope);
    this.#held = new HeldNamespaces(kernel, scope.kinds);
  }

  protected override carryOut(operation: ContainerOperation, process: Process): Promise<Said> {
    return operation.op === "remove"
      ? this.remove(process, operation.path ?? "")
      : super.carryOut(operation, process);
  }

  protected override begun(first: Process): Promise<void> {
    return this.#held.hold(this.kernel.root, first);
  }

  protected override async makeNamespaces(
    process: Process,
    container: Directory,
    kinds: readonly Kind[],
    task: TaskNumber,
  ): Promise<void> {
    await super.makeNamespaces(process, container, kinds, task);
    await this.#held.hold(container, this.tasks.get(task) ?? process); // it may have gone on as a child
  }

  /** setns(2) by the files: there is always a nsproxy to enter. */
  protected override async enter(
    process: Process,
    container: Directory,
    _kinds: readonly Kind[],
    task: TaskNumber,
  ): Promise<Said> {
    await all(this.kernel.move(process, container));
    const others = await this.#held.enter(container, process);
    await all(this.rootView(process));
    await this.goOnAsChild(process, container, others, task, "entered");
    return "ok";
  }

  /** Closes the files of the container and all below it, then rmdir(2) of these, the innermost first. */
  protected async remove(process: Process, path: string): Promise<Said> {
    const container = await this.resolve(await this.ownDirectory(process), path);
    if (container === undefined) return "ENOENT";
    const tree = await this.kernel.tree(container);
    if (this.isUsed(tree)) return "EBUSY";

    const innermostFirst = allIn(tree).toReversed();
    for (const { directory } of innermostFirst) await this.#held.drop(directory);
    await all(...innermostFirst.map(({ directory }) => this.kernel.rmdir(directory)));
    await this.releaseUnused();
    return "ok";
  }

  protected override renamed(from: Directory, to: Directory): void {
    this.#held.renamed(from, to);
  }

  protected override keptPidNamespaces(): readonly number[] {
    return this.#held.pidNamespaces;
  }

  protected override keptIn(containers: readonly CgroupShown[]): readonly ReadonlyMap<Kind, number>[] {
    return containers.flatMap(({ directory }) => this.#held.numbersOf(directory) ?? []);
  }

  protected override async releaseContainers(): Promise<void> {
    // Nothing goes by itself.
  }
}

export const pinnedManager: Manager = {
  name: "pinned",
  keeps: [...nestedManager.keeps, "which files of /proc/PID/ns belong to which container"],
  start: (kernel, scope) => new PinnedManager(kernel, scope),
};
