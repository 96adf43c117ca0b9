/**
 * `unshare-leaving`: "unshare, creating a new container, and leaving the old container" (the message, line 124).
 *
 * The change: the new container is a sibling of the old one. The root has no siblings, so from there it is a child.
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import { unshareLeavingManager } from "../src/managers/unshare-leaving.ts";
import type { AnyManager } from "../src/model/manager.ts";
import type { ContainerNumber, TaskNumber } from "../src/model/numbers.ts";
import { at } from "../src/world/table.ts";
import { NestedRules, nested, nestedCalls, nestedRefusals, type World } from "./nested.ts";

class UnshareLeavingRules extends NestedRules {
  override readonly manager: AnyManager = unshareLeavingManager;

  override parentOfNew(world: World, task: TaskNumber): ContainerNumber {
    const old = this.ownContainer(world, task);
    return at(world.containers, old).parent ?? old;
  }
}

export const unshareLeaving = defineModel(new UnshareLeavingRules(), {
  name: "unshare-leaving",
  summary: "unshare leaves the old container for a new one beside it",
  source: `${nested.source}: "unshare, creating a new container, and leaving the old container"`,
  calls: nestedCalls,
  refusals: nestedRefusals,
  shows: nested.shows,
});
