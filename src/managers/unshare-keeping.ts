/** `unshare-keeping` on today's kernel: `refine` is unshare(2) alone. */

import type { ContainerOperation } from "../domains/containers/operation.ts";
import type { Kind } from "../model/kind.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Process, Said } from "./kernel.ts";
import { all, type Manager } from "./manager.ts";
import { KEPT_OF_NSPROXIES, SeveralNsproxiesManager } from "./several-nsproxies.ts";

class UnshareKeepingManager extends SeveralNsproxiesManager {
  protected override carryOut(operation: ContainerOperation, process: Process): Promise<Said> {
    return operation.op === "refine"
      ? this.refine(process, operation.kinds ?? [], operation.task)
      : super.carryOut(operation, process);
  }

  protected async refine(process: Process, kinds: readonly Kind[], task: TaskNumber): Promise<Said> {
    if (!this.areKinds(kinds)) return "EINVAL";
    const own = await this.ownDirectory(process);
    await all(this.kernel.unshare(process, kinds));
    await this.goOnAsChild(process, own, kinds, task, "new");
    this.newNsproxy(task);
    await this.releaseUnused();
    return "ok";
  }
}

export const unshareKeepingManager: Manager = {
  name: "unshare-keeping",
  keeps: KEPT_OF_NSPROXIES,
  start: (kernel, scope) => new UnshareKeepingManager(kernel, scope),
};
