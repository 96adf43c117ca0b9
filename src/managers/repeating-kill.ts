/** `repeating-kill` on today's kernel: cgroup.procs is read again until nobody is there, or the cgroup has gone. */
import type { TaskNumber } from "../model/numbers.ts";
import type { Directory } from "./kernel.ts";
import type { Manager } from "./manager.ts";
import { allIn } from "./names.ts";
import { WalkingManager, walkingKillManager } from "./walking-kill.ts";

class RepeatingManager extends WalkingManager {
  protected override async readAgain(task: TaskNumber, container: Directory): Promise<boolean> {
    const all = allIn(await this.kernel.tree(this.kernel.root));
    const there = all.find(({ directory }) => directory === container);
    return there !== undefined && this.read(task, there);
  }
}

export const repeatingKillManager: Manager = {
  name: "repeating-kill",
  keeps: walkingKillManager.keeps,
  start: (kernel, scope) => new RepeatingManager(kernel, scope),
};
