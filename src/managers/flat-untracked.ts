/** `flat-untracked` on today's kernel: all cgroups stand beside each other in the root's, and each has a name for everyone. */
import type { Directory } from "./kernel.ts";
import type { Manager } from "./manager.ts";
import { KEPT_BY_ALL, NestedManager } from "./nested.ts";

export class FlatUntrackedManager extends NestedManager {
  /** Everything is named from the root; what leads to the root itself is the task's own. */
  protected override async resolve(own: Directory, path: string): Promise<Directory | undefined> {
    const found = await this.resolveBelow(this.kernel.root, path);
    return found === this.kernel.root ? own : found;
  }

  protected override async parentOfNew(): Promise<Directory> {
    return this.kernel.root;
  }
}

export const flatUntrackedManager: Manager = {
  name: "flat-untracked",
  keeps: KEPT_BY_ALL,
  start: (kernel, scope) => new FlatUntrackedManager(kernel, scope),
};
