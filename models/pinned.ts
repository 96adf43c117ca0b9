/**
 * `pinned`: what Linux 3.0 did instead, where a file of `/proc/PID/ns` can be bind-mounted (namespaces(7)). The message lets the
 * nsproxy go: "we need c1 to stick around, but the nsproxy will be deleted" (lines 107 to 109).
 *
 * The change: a container, the root included, keeps its nsproxy, and so its namespaces, until `remove` removes it and all below it.
 *
 * Where the text is silent: as everywhere, a task below a container is in it too, so no container that a task is in is ever removed,
 * and so not the root.
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import type { ContainerOperationOf } from "../src/domains/containers/operation.ts";
import { membersOf } from "../src/domains/containers/record.ts";
import type { ContainerScope } from "../src/domains/containers/scope.ts";
import { treeShape } from "../src/domains/containers/tree-shape.ts";
import { pinnedManager } from "../src/managers/pinned.ts";
import type { AnyManager } from "../src/model/manager.ts";
import type { Outcome } from "../src/model/outcome.ts";
import type { Shape } from "../src/model/shape.ts";
import { release } from "../src/world/table.ts";
import { type Call, NestedRules, nested, nestedCalls, nestedRefusals, type World } from "./nested.ts";

const calls = { ...nestedCalls, remove: ["path"] } as const;

class PinnedRules extends NestedRules {
  override readonly manager: AnyManager = pinnedManager;

  override shape(scope: ContainerScope): Shape {
    return treeShape(scope, { nsproxies: scope.containers });
  }

  override perform(
    world: World,
    operation: ContainerOperationOf<typeof calls>,
    scope: ContainerScope,
  ): Outcome {
    return operation.op === "remove" ? this.remove(world, operation) : super.perform(world, operation, scope);
  }

  remove(world: World, { task, path }: Call<"path">): Outcome {
    const top = this.resolve(world, task, path);
    if (top === undefined) return "ENOENT";
    const { containers, nsproxies, tasks } = membersOf(world, top);
    if (tasks.length > 0) return "EBUSY";

    for (const nsproxy of nsproxies) release(world.nsproxies, nsproxy);
    for (const container of containers) release(world.containers, container);
    return "ok";
  }

  override releaseUnused(_world: World): void {
    // Nothing goes by itself.
  }
}

export const pinned = defineModel(new PinnedRules(), {
  name: "pinned",
  summary: "a container keeps its nsproxy until it is removed",
  source: 'namespaces(7), Linux 3.0; the message: "the nsproxy will be deleted"',
  calls,
  refusals: { ...nestedRefusals, setns: ["ENOENT"], remove: ["ENOENT", "EBUSY"] },
  shows: nested.shows,
});
