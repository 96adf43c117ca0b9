/**
 * `handle`: what Linux 6.18 and 6.19 did in 2025. A namespace has an id that is never reused, and a file handle that names it without keeping it
 * (name_to_handle_at(2), open_by_handle_at(2) with FD_NSFS_ROOT). The message wants a node for every nsproxy in a "namespace id filesystem" (lines 34 and 35),
 * and says of c1 that it must "stick around, but the nsproxy will be deleted" (lines 107 to 109).
 *
 * The change: `take` makes a handle name the nsproxy of a container in view, and `enter` enters what a handle names. A handle is data: it is in
 * nobody's view and in no image, no task holds it, and it is not a reference, so W3 and W4 stay as they are. When a nsproxy is released, the handles
 * that name it are stale for good, so they never mean a later nsproxy with the same number (W2). This stands for the kernel's ids, which are never
 * reused, without a counter.
 *
 * Where the text is silent: a task sees what a handle names from above, as in 6.18 by a privilege in the owner. Since 6.19.10 only the root sees all,
 * and any other task its own: that is `isSeen` with another rule (docs/models/handle.md).
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
  /** Null once it is gone. */
  nsproxy: NsproxyNumber | null;
}

export interface HandleWorld extends World {
  /** The handles that were taken, in the order of the scope's names. */
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

  /** Whether a task sees what a handle names: the nsproxy's container is in the task's view (N4). A refusal does not tell gone from not seen. */
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

/** The design's description, which holds whatever its rule on who sees what. */
export const handleDesign = {
  name: "handle",
  summary: "what Linux 6.18 did: nsproxies have handles, which keep nothing",
  source: 'Linux 6.18 and 6.19, fs/nsfs.c; the message: "the namespace id filesystem"',
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
