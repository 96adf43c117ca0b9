/**
 * `repeating-kill`: what if a walking kill reads again who is inside, until nobody is? Container managers did so before there was `cgroup.kill`.
 *
 * The change to `walking-kill`: once none of the tasks that it read is left, the caller reads again which tasks are in the container. The kill is over when there are
 * none, and the container has gone (W4).
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import { repeatingKillManager } from "../src/managers/repeating-kill.ts";
import type { AnyManager } from "../src/model/manager.ts";
import type { ContainerNumber, TaskNumber } from "../src/model/numbers.ts";
import type { World } from "./nested.ts";
import { WalkingKillRules, walkingDesign } from "./walking-kill.ts";

class RepeatingKillRules extends WalkingKillRules {
  override readonly manager: AnyManager = repeatingKillManager;

  override readAgain(world: World, task: TaskNumber, container: ContainerNumber): boolean {
    return this.read(world, task, container);
  }
}

export const repeatingKill = defineModel(new RepeatingKillRules(), {
  ...walkingDesign,
  name: "repeating-kill",
  summary: "kill is a program that reads again and again which tasks are inside, until none are",
  source: "managers of containers before cgroup.kill of Linux 5.14",
});
