/**
 * `flat`: "the recursivity model looks like extra overhead. it could be flat" (the message, line 119).
 *
 * The change: no container stands in another one. So the containers that each task has entered are recorded: its set.
 *
 * Where the text is silent:
 * - The first task's set holds the root from the start, and a child gets a copy of its parent's set.
 * - A task that has left the root can no longer name it: `/` is its own container, and the root has no name.
 * - As in every design, a task cannot kill or rename its own container, either as `/` or by name: `EBUSY`.
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import { flatPath, type Membership, observeFlat, resolveFlat } from "../src/domains/containers/flat.ts";
import type { ContainerObservation, Namespaces } from "../src/domains/containers/observation.ts";
import type { ContainerScope } from "../src/domains/containers/scope.ts";
import { treeShape } from "../src/domains/containers/tree-shape.ts";
import { flatManager } from "../src/managers/flat.ts";
import type { AnyManager } from "../src/model/manager.ts";
import { type ContainerNumber, FIRST_TASK, ROOT, type TaskNumber } from "../src/model/numbers.ts";
import type { Outcome } from "../src/model/outcome.ts";
import { list, record, reference, type Shape } from "../src/model/shape.ts";
import { find, living } from "../src/world/table.ts";
import { type Call, containerCalls, containerRefusals, NestedRules, nested, type World } from "./nested.ts";

export interface FlatWorld extends World {
  /** Which task has entered which container, sorted by task and then by container. */
  entered: Membership[];
}

export class FlatRules extends NestedRules {
  override readonly manager: AnyManager = flatManager;

  override initial(scope: ContainerScope): FlatWorld {
    return { ...super.initial(scope), entered: [{ task: FIRST_TASK, container: ROOT }] };
  }

  override shape(scope: ContainerScope): Shape {
    const { tasks, containers } = scope;
    const membership = record({
      task: reference("task", tasks),
      container: reference("container", containers),
    });
    return treeShape(
      { ...scope, images: 0 },
      { world: { entered: list(tasks * containers, membership, "membership") } },
    );
  }

  override observe(world: FlatWorld): ContainerObservation {
    return observeFlat(world);
  }

  override resolve(world: FlatWorld, task: TaskNumber, path: string): ContainerNumber | undefined {
    return resolveFlat(world.containers, this.ownContainer(world, task), path);
  }

  override pathsInView(world: FlatWorld, task: TaskNumber): string[] {
    const own = this.ownContainer(world, task);
    return living(world.containers).flatMap((container) => flatPath(world.containers, own, container) ?? []);
  }

  override parentOfNew(): null {
    return null;
  }

  override addTaskLike(world: FlatWorld, task: TaskNumber): TaskNumber {
    const child = super.addTaskLike(world, task);
    for (const { container } of world.entered.filter((other) => other.task === task))
      join(world, child, container);
    return child;
  }

  override goInto(
    world: FlatWorld,
    task: TaskNumber,
    container: ContainerNumber,
    namespaces: Namespaces,
  ): void {
    super.goInto(world, task, container, namespaces);
    join(world, task, container);
  }

  override enter(world: FlatWorld, operation: Call<"path">, container: ContainerNumber): Outcome {
    const outcome = super.enter(world, operation, container);
    if (outcome === "ok") join(world, operation.task, container);
    return outcome;
  }

  override isIn(world: FlatWorld, task: TaskNumber, container: ContainerNumber): boolean {
    return world.entered.some((other) => other.task === task && other.container === container);
  }

  override isEmpty(world: FlatWorld, container: ContainerNumber): boolean {
    return !world.entered.some((other) => other.container === container);
  }

  override releaseUnused(world: FlatWorld): void {
    world.entered = world.entered.filter(({ task }) => find(world.tasks, task));
    super.releaseUnused(world);
  }

  override releaseContainer(world: FlatWorld, container: ContainerNumber): void {
    super.releaseContainer(world, container);
    world.entered = world.entered.filter((other) => other.container !== container);
  }
}

/** Adds a container to a task's set. */
function join(world: FlatWorld, task: TaskNumber, container: ContainerNumber): void {
  const others = world.entered.filter((other) => other.task !== task || other.container !== container);
  world.entered = [...others, { task, container }].sort(
    (one, other) => one.task - other.task || one.container - other.container,
  );
}

export const flat = defineModel<FlatWorld, typeof containerCalls>(new FlatRules(), {
  name: "flat",
  summary: "no container stands in another; the containers that a task has entered are recorded",
  source: `${nested.source}: "it could be flat"`,
  calls: containerCalls,
  refusals: containerRefusals,
  shows: ["nsproxies"],
});
