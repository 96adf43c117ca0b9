/**
 * `unshare-staying`: "unshare, creating a new container, but leaving me in the old container" (the message, line 124).
 *
 * The change: the new container and nsproxy are made, and the task keeps its own. They are held until the task that made them is
 * gone or the container is killed.
 *
 * Where the text is silent:
 * - A task that enters a container that it made itself still holds it.
 * - Killing a container also ends all holds on those below it: their makers are in it, so they die with it.
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import type { Namespaces } from "../src/domains/containers/observation.ts";
import type { ContainerScope } from "../src/domains/containers/scope.ts";
import { treeShape } from "../src/domains/containers/tree-shape.ts";
import { unshareStayingManager } from "../src/managers/unshare-staying.ts";
import type { AnyManager } from "../src/model/manager.ts";
import type { ContainerNumber, NsproxyNumber, TaskNumber } from "../src/model/numbers.ts";
import { referenceOr, type Shape } from "../src/model/shape.ts";
import { at, find, living, type Table, tableOf } from "../src/world/table.ts";
import {
  containerCalls,
  containerRefusals,
  NestedRules,
  type Nsproxy,
  nested,
  type World,
} from "./nested.ts";

interface HeldWorld extends World {
  /** `maker` holds the nsproxy and its container; null once nobody does. */
  nsproxies: Table<NsproxyNumber, Nsproxy & { maker: TaskNumber | null }>;
}

class UnshareStayingRules extends NestedRules {
  override readonly manager: AnyManager = unshareStayingManager;

  override initial(scope: ContainerScope): HeldWorld {
    const world = super.initial(scope);
    return {
      ...world,
      nsproxies: tableOf(
        ...living(world.nsproxies).map((nsproxy) => ({ ...at(world.nsproxies, nsproxy), maker: null })),
      ),
    };
  }

  override shape(scope: ContainerScope): Shape {
    return treeShape(
      { ...scope, images: 0 },
      { nsproxies: scope.containers, nsproxy: { maker: referenceOr(null, "task", scope.tasks) } },
    );
  }

  /** The task does not go there: it makes the nsproxy and holds it. */
  override goInto(
    world: HeldWorld,
    task: TaskNumber,
    container: ContainerNumber,
    namespaces: Namespaces,
  ): void {
    at(world.nsproxies, this.addNsproxy(world, container, namespaces)).maker = task;
  }

  override killAllIn(world: HeldWorld, container: ContainerNumber): void {
    super.killAllIn(world, container);
    for (const nsproxy of world.nsproxies) if (nsproxy?.container === container) nsproxy.maker = null;
  }

  override releaseUnused(world: HeldWorld): void {
    for (const nsproxy of world.nsproxies) {
      if (nsproxy?.maker != null && !find(world.tasks, nsproxy.maker)) nsproxy.maker = null;
    }
    super.releaseUnused(world);
  }

  /** A nsproxy that is held stays in its container, so the container stays too (W4). */
  override isUsed(world: HeldWorld, nsproxy: NsproxyNumber): boolean {
    return at(world.nsproxies, nsproxy).maker !== null || super.isUsed(world, nsproxy);
  }
}

export const unshareStaying = defineModel(new UnshareStayingRules(), {
  name: "unshare-staying",
  summary: "unshare makes a container and leaves the task where it is",
  source: `${nested.source}: "unshare, creating a new container, but leaving me in the old container"`,
  calls: containerCalls,
  refusals: containerRefusals,
  shows: ["nsproxies", "levels"],
});
