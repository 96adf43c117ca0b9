/**
 * `handle`: what Linux 6.18 and 6.19 did in 2025. A namespace has an id that never comes back, and a file handle that names it and keeps nothing
 * (name_to_handle_at(2), open_by_handle_at(2) with FD_NSFS_ROOT). The message wants a node for every nsproxy in a "namespace id filesystem" (lines 34 and 35),
 * and says of c1 that it must "stick around, but the nsproxy will be deleted" (lines 107 to 109).
 *
 * The change: `take` makes a handle name the nsproxy of a container in view, and `enter` enters what a handle names. A handle is data: in nobody's view,
 * held by no task, in no image, and no reference, so that W3 and W4 stay as they are. When a nsproxy is released, what names it is stale for good: then a number
 * that comes round again (W2) is never meant. That is the kernel's id that is not used twice, without a counter.
 *
 * Where the text is silent: what a handle names is seen from above, as in 6.18 by a privilege in the owner. Since 6.19.10 only the root sees all, and anyone its own:
 * that is `isSeen` with another rule (docs/models/handle.md).
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import type { ContainerObservation } from "../src/domains/containers/observation.ts";
import { withParts } from "../src/domains/containers/observation.ts";
import { observeTree } from "../src/domains/containers/observe-tree.ts";
import type { ContainerOperationOf } from "../src/domains/containers/operation.ts";
import type { ContainerScope } from "../src/domains/containers/scope.ts";
import { handleNames } from "../src/domains/containers/scope-names.ts";
import { treeShape } from "../src/domains/containers/tree-shape.ts";
import { handleManager } from "../src/managers/handle.ts";
import type { AnyManager } from "../src/model/manager.ts";
import type { NsproxyNumber, TaskNumber } from "../src/model/numbers.ts";
import type { Outcome } from "../src/model/outcome.ts";
import { list, oneOf, record, referenceOr, type Shape } from "../src/model/shape.ts";
import { at } from "../src/world/table.ts";
import { isInOrBelow } from "../src/world/tree.ts";
import { type Call, NestedRules, nested, nestedCalls, nestedRefusals, type World } from "./nested.ts";

const calls = { ...nestedCalls, take: ["path", "handle"], enter: ["handle"] } as const;

interface Handle {
  name: string;
  /** None where it is gone. */
  nsproxy: NsproxyNumber | null;
}

export interface HandleWorld extends World {
  /** Those that were taken, in the order of the scope. */
  handles: Handle[];
}

export class HandleRules extends NestedRules {
  override readonly manager: AnyManager = handleManager;

  override initial(scope: ContainerScope): HandleWorld {
    return { ...super.initial(scope), handles: [] };
  }

  override shape(scope: ContainerScope): Shape {
    const names = handleNames(scope);
    const nsproxy = referenceOr(null, "nsproxy", scope.tasks + 1);
    return treeShape(scope, {
      world: { handles: list(names.length, record({ name: oneOf(...names), nsproxy })) },
    });
  }

  override perform(
    world: HandleWorld,
    operation: ContainerOperationOf<typeof calls>,
    scope: ContainerScope,
  ): Outcome {
    switch (operation.op) {
      case "take":
        return this.take(world, operation, scope);
      case "enter":
        return this.enterHandle(world, operation);
      default:
        return super.perform(world, operation, scope);
    }
  }

  take(world: HandleWorld, { task, path, handle }: Call<"path" | "handle">, scope: ContainerScope): Outcome {
    const container = this.resolve(world, task, path);
    if (container === undefined) return "ENOENT";
    const { nsproxy } = at(world.containers, container);
    if (nsproxy === null) return "ENXIO";
    const names = handleNames(scope);
    if (!names.includes(handle)) return "ENOSPC";

    const others = world.handles.filter(({ name }) => name !== handle);
    world.handles = [...others, { name: handle, nsproxy }].sort(
      (one, other) => names.indexOf(one.name) - names.indexOf(other.name),
    );
    return "ok";
  }

  enterHandle(world: HandleWorld, { task, handle }: Call<"handle">): Outcome {
    const taken = world.handles.find(({ name }) => name === handle);
    if (taken === undefined) return "EINVAL";
    const { nsproxy } = taken;
    if (nsproxy === null || !this.isSeen(world, task, nsproxy)) return "ESTALE";

    at(world.tasks, task).nsproxy = nsproxy;
    return "ok";
  }

  /** Whether a task sees what a handle names: its container is in the task's view (N4). A refusal does not tell which it is, gone or not seen. */
  isSeen(world: HandleWorld, task: TaskNumber, nsproxy: NsproxyNumber): boolean {
    const { container } = at(world.nsproxies, nsproxy);
    return isInOrBelow(world.containers, container, this.ownContainer(world, task));
  }

  override releaseNsproxy(world: HandleWorld, nsproxy: NsproxyNumber): void {
    super.releaseNsproxy(world, nsproxy);
    for (const handle of world.handles) if (handle.nsproxy === nsproxy) handle.nsproxy = null;
  }

  override observe(world: HandleWorld, like?: ContainerObservation): ContainerObservation {
    const handles = new Map(world.handles.map(({ name, nsproxy }) => [name, nsproxy]));
    return withParts(observeTree(world, like), { handles });
  }
}

/** What is said of the design, whatever its rules on who sees what. */
export const handleDesign = {
  name: "handle",
  summary: "what Linux 6.18 did: nsproxies have handles, which keep nothing",
  source: 'Linux 6.18 and 6.19, fs/nsfs.c; the message: "a namespace id filesystem"',
  calls,
  refusals: {
    ...nestedRefusals,
    take: ["ENOENT", "ENXIO", "ENOSPC"],
    enter: ["EINVAL", "ESTALE"],
  },
  errnos: { ESTALE: "what the handle named is gone, or not in the caller's view" },
  shows: [...nested.shows, "handles"],
} as const;

export const handle = defineModel(new HandleRules(), handleDesign);
