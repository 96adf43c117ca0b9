/**
 * `subset`: "how do you enter only a subset of namespaces of a nsproxy/container and not all of it?" (the message, lines 79 and 80). Its answer:
 * "we could do bind_ns(container_id, flags)", and "then we need a new nsproxy to refcount those namespaces" (lines 95 and 98).
 *
 * The change: `setns` names kinds, and makes a new nsproxy in the container: with the container's namespaces of the kinds named and
 * the task's own of every other kind.
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import { areKinds, mapKinds, namespaceOf } from "../src/domains/containers/namespaces.ts";
import type { ContainerScope } from "../src/domains/containers/scope.ts";
import { subsetManager } from "../src/managers/subset.ts";
import type { AnyManager } from "../src/model/manager.ts";
import type { ContainerNumber } from "../src/model/numbers.ts";
import type { Outcome } from "../src/model/outcome.ts";
import { at } from "../src/world/table.ts";
import { type Call, nested, nestedCalls, nestedRefusals } from "./nested.ts";
import { SeveralNsproxiesRules, type SeveralWorld } from "./shared/several-nsproxies.ts";

type Setns = Call<"path" | "kinds">;

class SubsetRules extends SeveralNsproxiesRules {
  override readonly manager: AnyManager = subsetManager;

  override setns(world: SeveralWorld, operation: Setns, scope: ContainerScope): Outcome {
    return areKinds(operation.kinds, scope) ? super.setns(world, operation, scope) : "EINVAL";
  }

  override enter(world: SeveralWorld, { task, kinds }: Setns, container: ContainerNumber): Outcome {
    const { nsproxy } = at(world.containers, container);
    if (nsproxy === null) return "ENXIO";

    const { namespaces } = at(world.nsproxies, nsproxy);
    const mixed = mapKinds(this.namespacesOf(world, task), (kind, own) =>
      kinds.includes(kind) ? namespaceOf(namespaces, kind) : own,
    );
    this.goInto(world, task, container, mixed);
    return "ok";
  }
}

export const subset = defineModel(new SubsetRules(), {
  name: "subset",
  summary: "setns enters some of the namespaces of a container, through a new nsproxy",
  source: `${nested.source}: "how do you enter only a subset of namespaces"`,
  calls: { ...nestedCalls, setns: ["path", "kinds"] },
  refusals: { ...nestedRefusals, setns: ["EINVAL", ...nestedRefusals.setns] },
  shows: nested.shows,
});
