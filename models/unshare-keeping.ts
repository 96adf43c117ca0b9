/**
 * `unshare-keeping`: "unshare, keeping me in the old container" (the message, line 124).
 *
 * The change: besides `unshare` there is `refine`, which makes a new nsproxy in the task's own container.
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import { areKinds } from "../src/domains/containers/namespaces.ts";
import type { ContainerOperationOf } from "../src/domains/containers/operation.ts";
import type { ContainerScope } from "../src/domains/containers/scope.ts";
import { unshareKeepingManager } from "../src/managers/unshare-keeping.ts";
import type { AnyManager } from "../src/model/manager.ts";
import type { Outcome } from "../src/model/outcome.ts";
import { type Call, nested, nestedCalls, nestedRefusals } from "./nested.ts";
import { SeveralNsproxiesRules, type SeveralWorld } from "./shared/several-nsproxies.ts";

const calls = { ...nestedCalls, refine: ["kinds"] } as const;

class UnshareKeepingRules extends SeveralNsproxiesRules {
  override readonly manager: AnyManager = unshareKeepingManager;

  override perform(
    world: SeveralWorld,
    operation: ContainerOperationOf<typeof calls>,
    scope: ContainerScope,
  ): Outcome {
    if (operation.op === "refine") return this.refine(world, operation, scope);
    return super.perform(world, operation, scope);
  }

  refine(world: SeveralWorld, { task, kinds }: Call<"kinds">, scope: ContainerScope): Outcome {
    if (!areKinds(kinds, scope)) return "EINVAL";

    this.goInto(world, task, this.ownContainer(world, task), this.unshared(world, task, kinds));
    return "ok";
  }
}

export const unshareKeeping = defineModel(new UnshareKeepingRules(), {
  name: "unshare-keeping",
  summary: "a task can get namespaces of its own and stay in its container",
  source: `${nested.source}: "unshare, keeping me in the old container"`,
  calls,
  refusals: { ...nestedRefusals, refine: ["EINVAL"] },
  shows: nested.shows,
});
