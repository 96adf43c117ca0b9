/**
 * `merged`: "why not have container == nsproxy?" (the message, lines 102 and 103).
 *
 * The change: a container other than the root lives only while a task sits directly in it. When it goes, its children move up.
 *
 * Where the text is silent: the root, which always lives, has no nsproxy while no task sits in it.
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import { mergedManager } from "../src/managers/merged.ts";
import type { AnyManager } from "../src/model/manager.ts";
import type { ContainerNumber } from "../src/model/numbers.ts";
import { at, living, release } from "../src/world/table.ts";
import { childNamed, freeName } from "../src/world/tree.ts";
import { NestedRules, nested, nestedCalls, nestedRefusals, type World } from "./nested.ts";

class MergedRules extends NestedRules {
  override readonly manager: AnyManager = mergedManager;

  override isEmpty(world: World, container: ContainerNumber): boolean {
    return !this.isInhabited(world, container);
  }

  /** The container goes first, which frees its name; then its children move under its parent, in order of number. */
  override releaseContainer({ containers }: World, container: ContainerNumber): void {
    const { parent } = at(containers, container);
    release(containers, container);
    for (const child of living(containers)) {
      const row = at(containers, child);
      if (row.parent !== container) continue;
      if (childNamed(containers, parent, row.name) !== undefined) row.name = freeName(containers, parent); // N2
      row.parent = parent;
    }
  }
}

export const merged = defineModel(new MergedRules(), {
  name: "merged",
  summary: "a container is its nsproxy, and goes with its last direct task",
  source: `${nested.source}: "why not have container == nsproxy?"`,
  calls: nestedCalls,
  refusals: { ...nestedRefusals, setns: ["ENOENT"] },
  shows: nested.shows,
  // Which of two children gets the lower name by N2 depends on their numbers.
  numbersMatter: true,
});
