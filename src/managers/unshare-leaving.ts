/** `unshare-leaving` on today's kernel: mkdir(2) of the new cgroup beside the task's own. */
import type { Directory } from "./kernel.ts";
import type { Manager } from "./manager.ts";
import { NestedManager, nestedManager, parentOf } from "./nested.ts";

class UnshareLeavingManager extends NestedManager {
  protected override async parentOfNew(own: Directory): Promise<Directory> {
    return own === this.kernel.root ? own : parentOf(own);
  }
}

export const unshareLeavingManager: Manager = {
  name: "unshare-leaving",
  keeps: nestedManager.keeps,
  start: (kernel, scope) => new UnshareLeavingManager(kernel, scope),
};
