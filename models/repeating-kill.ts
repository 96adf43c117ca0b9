/**
 * `repeating-kill`: what if a kill that walks reads again who is inside, until nobody is? So managers did before there was `cgroup.kill`.
 *
 * The change to `walking-kill`: once nobody is left of those who were read, the caller reads again who is in the container. The kill is over when nobody is, and the
 * container has gone (W4).
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
  summary: "kill is a program that reads again who is inside, until nobody is",
  source: "managers of containers before cgroup.kill of Linux 5.14",
});
