/**
 * `flat-untracked`: "not doing this simple hierarchical model means we have to explicitly keep track of all the containers which a process
 * is a part of" (the message, line 122). This is what happens if nobody does.
 *
 * The change: `flat`, but no operation reads the sets. A task is only in its nsproxy's container. The sets stay as a ghost, for the
 * properties alone: which living containers a task has ever been in.
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import { flatUntrackedManager } from "../src/managers/flat-untracked.ts";
import type { AnyManager } from "../src/model/manager.ts";
import type { ContainerNumber, TaskNumber } from "../src/model/numbers.ts";
import { FlatRules, type FlatWorld, flat } from "./flat.ts";
import { containerCalls, containerRefusals, nested } from "./nested.ts";

class FlatUntrackedRules extends FlatRules {
  override readonly manager: AnyManager = flatUntrackedManager;

  override isIn(world: FlatWorld, task: TaskNumber, container: ContainerNumber): boolean {
    return this.ownContainer(world, task) === container;
  }

  override isEmpty(world: FlatWorld, container: ContainerNumber): boolean {
    return !this.isInhabited(world, container);
  }
}

export const flatUntracked = defineModel<FlatWorld, typeof containerCalls>(new FlatUntrackedRules(), {
  name: "flat-untracked",
  summary: "no container stands in another, and a task is only in the last one it entered",
  source: `${nested.source}: "we have to explicitly keep track of all the containers"`,
  calls: containerCalls,
  refusals: { ...containerRefusals, setns: ["ENOENT"] },
  shows: flat.shows,
});
