/**
 * `freezing-kill`: what if a walking kill first stops everyone inside? Container managers do so with the cgroup freezer, v1 and v2.
 *
 * The change to `walking-kill`: `kill` freezes the tasks that it is to kill. Their calls are refused (`EINTR`), and nobody enters a container while a
 * task in it is to be killed (`EBUSY`).
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import type { ContainerScope } from "../src/domains/containers/scope.ts";
import { freezingKillManager } from "../src/managers/freezing-kill.ts";
import type { AnyManager } from "../src/model/manager.ts";
import type { ContainerNumber } from "../src/model/numbers.ts";
import type { Outcome } from "../src/model/outcome.ts";
import type { Call, World } from "./nested.ts";
import { WalkingKillRules, type WalkingOperation, walkingDesign } from "./walking-kill.ts";

class FreezingKillRules extends WalkingKillRules {
  override readonly manager: AnyManager = freezingKillManager;

  override perform(world: World, operation: WalkingOperation, scope: ContainerScope): Outcome {
    return this.row(world, operation.task).killer === null ? super.perform(world, operation, scope) : "EINTR";
  }

  override enter(world: World, call: Call<"path">, container: ContainerNumber): Outcome {
    return this.isBeingKilled(world, container) ? "EBUSY" : super.enter(world, call, container);
  }
}

const { refusals } = walkingDesign;

export const freezingKill = defineModel(new FreezingKillRules(), {
  ...walkingDesign,
  name: "freezing-kill",
  summary: "kill is a program that freezes the tasks inside before it kills them",
  source: "cgroups: freezer.state of v1, cgroup.freeze of v2",
  refusals: {
    ...Object.fromEntries(Object.entries(refusals).map(([op, errnos]) => [op, [...errnos, "EINTR"]])),
    setns: [...refusals.setns, "EBUSY", "EINTR"],
  },
  errnos: { ...walkingDesign.errnos, EINTR: "the caller is frozen" },
});
