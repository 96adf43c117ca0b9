/**
 * `handle` on today's kernel, from Linux 6.18 on: a handle is the file handles of a container's namespaces, one of each kind in the scope, and the cgroup that
 * they were taken in. A namespace that containers share lives on when the nsproxy is gone, and the kernel has no name for the whole set; so the manager
 * records which handles are stale: those whose cgroup has been without a process at some time.
 */
import type { ContainerOperation } from "../domains/containers/operation.ts";
import { handleNames } from "../domains/containers/scope-names.ts";
import type { Kind } from "../model/kind.ts";
import type { TaskNumber } from "../model/numbers.ts";
import { enterByFiles, movedPath } from "./held-namespaces.ts";
import type { CgroupShown, Directory, NamespaceFile, NamespaceHandle, Process, Said } from "./kernel.ts";
import { all, given, type Manager, NoCounterpart, Refused } from "./manager.ts";
import { allIn } from "./names.ts";
import { NestedManager, nestedManager } from "./nested.ts";

/** What was taken of a container. */
interface Taken {
  readonly container: Directory;
  readonly handles: readonly NamespaceHandle[];
}

class HandleManager extends NestedManager {
  readonly #taken = new Map<string, Taken | "stale">();

  protected override carryOut(operation: ContainerOperation, process: Process): Promise<Said> {
    const { task, path = "", handle = "" } = operation;
    switch (operation.op) {
      case "take":
        return this.take(process, path, handle);
      case "enter":
        return this.enterHandle(process, handle, task);
      default:
        return super.carryOut(operation, process);
    }
  }

  /** name_to_handle_at(2) for each kind, of a process that is there. */
  protected async take(process: Process, path: string, handle: string): Promise<Said> {
    const container = await this.resolve(await this.ownDirectory(process), path);
    if (container === undefined) return "ENOENT";
    const [there] = await this.tasksDirectlyIn(container);
    if (there === undefined) return "ENXIO";
    if (!handleNames(this.scope).includes(handle)) return "ENOSPC";

    const handles = await Promise.all(this.scope.kinds.map((kind) => this.#name(there, kind)));
    this.#taken.set(handle, { container, handles });
    return "ok";
  }

  async #name(process: Process, kind: Kind): Promise<NamespaceHandle> {
    const { outcome, value } = await this.kernel.name(process, kind);
    if (value !== undefined) return value;
    if (outcome === "EOPNOTSUPP") throw new NoCounterpart("take: this kernel has no handles of namespaces");
    throw new Refused(outcome);
  }

  /** open_by_handle_at(2) for each kind, and setns(2) by the files. */
  protected async enterHandle(process: Process, handle: string, task: TaskNumber): Promise<Said> {
    const taken = this.#taken.get(handle);
    if (taken === undefined) return "EINVAL";
    const own = await this.ownDirectory(process);
    if (taken === "stale" || !isInOrBelow(taken.container, own)) return "ESTALE";
    if (taken.container === own) return "ok";

    const files = await this.#open(taken);
    await all(this.kernel.move(process, taken.container));
    const others = await this.#others(process, taken.container);
    await enterByFiles(this.kernel, process, files, others);
    await Promise.all([...files.values()].map((file) => this.kernel.letGo(file)));
    await all(this.rootView(process));
    await this.goOnAsChild(process, taken.container, others, task, "entered");
    this.joined(task, taken.container);
    await this.releaseUnused();
    return "ok";
  }

  async #open({ handles }: Taken): Promise<ReadonlyMap<Kind, NamespaceFile>> {
    const files = await Promise.all(handles.map((handle) => given(this.kernel.openNamed(handle))));
    return new Map(files.map((file) => [file.kind, file]));
  }

  /** The kinds in which a process's namespace differs from that of the tasks in a container. A user namespace may be entered only if it differs. */
  async #others(process: Process, container: Directory): Promise<readonly Kind[]> {
    const there = (await this.tasksDirectlyIn(container)).find((other) => other !== process);
    if (there === undefined) throw new Refused("ESTALE");
    const [mine, theirs] = await this.kernel.show([process, there]);
    return this.scope.kinds.filter((kind) => mine?.namespaces.get(kind) !== theirs?.namespaces.get(kind));
  }

  protected override renamed(from: Directory, to: Directory): void {
    for (const [name, taken] of this.#taken)
      if (taken !== "stale")
        this.#taken.set(name, { ...taken, container: movedPath(taken.container, from, to) });
  }

  /** A container that nobody is in any more has lost its nsproxy for good (W3): its handles are stale. */
  protected override async releaseContainers(root: CgroupShown): Promise<void> {
    const inhabited = new Set(
      allIn(root)
        .filter(({ pids }) => pids.length > 0)
        .map(({ directory }) => directory),
    );
    for (const [name, taken] of this.#taken)
      if (taken !== "stale" && !inhabited.has(taken.container)) this.#taken.set(name, "stale");
    await super.releaseContainers(root);
  }
}

function isInOrBelow(directory: Directory, top: Directory): boolean {
  return directory === top || directory.startsWith(`${top}/`);
}

export const handleManager: Manager = {
  name: "handle",
  keeps: [...nestedManager.keeps, "which handle was taken of which container, and which are stale"],
  start: (kernel, scope) => new HandleManager(kernel, scope),
};
