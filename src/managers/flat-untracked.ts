/** `flat-untracked` on today's kernel: all cgroups are siblings in the root's, and everyone can name each of them. */
import type { Directory } from "./kernel.ts";
import type { Manager } from "./manager.ts";
import { KEPT_BY_ALL, NestedManager } from "./nested.ts";

export class FlatUntrackedManager extends NestedManager {
  /** Everything is named from the root; a path to the root itself means the task's own container. */
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
