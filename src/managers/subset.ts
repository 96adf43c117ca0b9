/** `subset` on today's kernel: setns(2) by a pidfd takes any set of kinds, and the process goes into the cgroup in any case. */
import type { Kind } from "../model/kind.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Process, Said } from "./kernel.ts";
import type { Manager } from "./manager.ts";
import { KEPT_OF_NSPROXIES, SeveralNsproxiesManager } from "./several-nsproxies.ts";

class SubsetManager extends SeveralNsproxiesManager {
  protected override async setns(
    process: Process,
    path: string,
    kinds: readonly Kind[],
    task: TaskNumber,
  ): Promise<Said> {
    return this.areKinds(kinds) ? super.setns(process, path, kinds, task) : "EINVAL";
  }

  protected override kindsToEnter(kinds: readonly Kind[]): readonly Kind[] {
    return kinds;
  }

  /** It is a new nsproxy, even if all kinds are named. */
  protected override entered(task: TaskNumber): void {
    this.newNsproxy(task);
  }
}

export const subsetManager: Manager = {
  name: "subset",
  keeps: KEPT_OF_NSPROXIES,
  start: (kernel, scope) => new SubsetManager(kernel, scope),
};
