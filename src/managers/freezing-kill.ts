/**
 * `freezing-kill` on today's kernel: 1 is written to cgroup.freeze before cgroup.procs is read. A frozen task, as
 * cgroup.events shows it, makes no call. Nothing has to be thawed: every frozen task is killed, as no other call can end its killer, and the cgroup goes.
 */
import type { ContainerOperation } from "../domains/containers/operation.ts";
import type { Kind } from "../model/kind.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Directory, Process, Said } from "./kernel.ts";
import { all, type Manager, NoCounterpart } from "./manager.ts";
import { WalkingManager, walkingKillManager } from "./walking-kill.ts";

class FreezingManager extends WalkingManager {
  protected override async carryOut(operation: ContainerOperation, process: Process): Promise<Said> {
    return (await this.#isFrozen(process)) ? "EINTR" : super.carryOut(operation, process);
  }

  async #isFrozen(process: Process): Promise<boolean> {
    return this.kernel.cgroups === "v2" && this.kernel.isFrozen(await this.ownDirectory(process));
  }

  protected override async beforeReading(container: Directory): Promise<void> {
    if (this.kernel.cgroups !== "v2") throw new NoCounterpart("kill: these cgroups cannot be frozen");
    await all(this.kernel.freeze(container));
  }

  /** A task that entered a frozen cgroup would be frozen, but not killed. */
  protected override async enter(
    process: Process,
    container: Directory,
    kinds: readonly Kind[],
    task: TaskNumber,
  ): Promise<Said> {
    return (await this.isBeingKilled(container)) ? "EBUSY" : super.enter(process, container, kinds, task);
  }
}

export const freezingKillManager: Manager = {
  name: "freezing-kill",
  keeps: walkingKillManager.keeps,
  start: (kernel, scope) => new FreezingManager(kernel, scope),
};
