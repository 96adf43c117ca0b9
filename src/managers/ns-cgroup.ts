/**
 * `ns-cgroup` on today's kernel: a cgroup is named after the task's number, `setns` only moves a task, and rmdir(2) is a call of its own.
 */

import type { ContainerOperation } from "../domains/containers/operation.ts";
import type { Kind } from "../model/kind.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { CgroupShown, Directory, Process, Said } from "./kernel.ts";
import { all, type Manager } from "./manager.ts";
import { KEPT_BY_ALL, NestedManager } from "./nested.ts";

class NsCgroupManager extends NestedManager {
  protected override carryOut(operation: ContainerOperation, process: Process): Promise<Said> {
    return operation.op === "rmdir"
      ? this.rmdir(process, operation.path ?? "")
      : super.carryOut(operation, process);
  }

  protected override nameOfNew(_siblings: readonly CgroupShown[], task: TaskNumber): string {
    return String(task);
  }

  protected override async enter(
    process: Process,
    container: Directory,
    _kinds: readonly Kind[],
  ): Promise<Said> {
    await all(this.kernel.move(process, container), this.rootView(process));
    return "ok";
  }

  /** The kernel refuses with EBUSY if a task, perhaps the caller, or another cgroup is in it. */
  protected async rmdir(process: Process, path: string): Promise<Said> {
    const container = await this.resolve(await this.ownDirectory(process), path);
    if (container === undefined) return "ENOENT";
    const { pids, children } = await this.kernel.tree(container);
    return this.kernel.rmdir(container, pids.length + children.length === 0);
  }

  protected override async releaseContainers(): Promise<void> {
    // Only rmdir releases a cgroup.
  }
}

export const nsCgroupManager: Manager = {
  name: "ns-cgroup",
  keeps: KEPT_BY_ALL,
  start: (kernel, scope) => new NsCgroupManager(kernel, scope),
};
