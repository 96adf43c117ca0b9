/**
 * `merged` on today's kernel: as `nested`, but a container goes with its last direct task. A cgroup cannot be moved into another one, so
 * there is no counterpart if others stand in it.
 */
import type { CgroupShown } from "./kernel.ts";
import { all, type Manager, NoCounterpart } from "./manager.ts";
import { allIn } from "./names.ts";
import { NestedManager, nestedManager } from "./nested.ts";

class MergedManager extends NestedManager {
  protected override async releaseContainers(root: CgroupShown): Promise<void> {
    const unused = allIn(root).filter(
      ({ directory, pids }) => directory !== root.directory && pids.length === 0,
    );
    if (unused.some((cgroup) => super.isUsed(cgroup)))
      throw new NoCounterpart("a cgroup cannot be moved into another one");
    await all(...unused.toReversed().map(({ directory }) => this.kernel.rmdir(directory)));
  }
}

export const mergedManager: Manager = {
  name: "merged",
  keeps: nestedManager.keeps,
  start: (kernel, scope) => new MergedManager(kernel, scope),
};
