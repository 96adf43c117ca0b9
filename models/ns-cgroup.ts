/**
 * `ns-cgroup`: what Linux 2.6.24 to 2.6.39 did with the idea, by the message's author (kernel/ns_cgroup.c). The message wants "random names
 * unless/until it is renamed to a more meaningful name" (lines 35 and 36); here a new cgroup bears the number of the task that unshares.
 *
 * The change: a container is a cgroup, named by `unshare` after its caller. `setns` moves a task and changes no namespace, so a nsproxy
 * stands where its tasks are. Only `rmdir` releases a cgroup.
 *
 * Where the text is silent: `rmdir` refuses the caller's own cgroup with `EBUSY` even if nothing else is in it, since the caller is.
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import { areKinds, firstNamespaces } from "../src/domains/containers/namespaces.ts";
import {
  type ContainerObservation,
  type Namespaces,
  type ObservedNsproxy,
  type ObservedTask,
  withParts,
} from "../src/domains/containers/observation.ts";
import { observeTree } from "../src/domains/containers/observe-tree.ts";
import type { ContainerOperationOf } from "../src/domains/containers/operation.ts";
import { withOwnSets } from "../src/domains/containers/own-sets.ts";
import type { ContainerScope } from "../src/domains/containers/scope.ts";
import { containersShape, namespacesShape } from "../src/domains/containers/tree-shape.ts";
import { nsCgroupManager } from "../src/managers/ns-cgroup.ts";
import type { AnyManager } from "../src/model/manager.ts";
import {
  type ContainerNumber,
  FIRST,
  type NsproxyNumber,
  nsproxyNumber,
  ROOT,
  type TaskNumber,
} from "../src/model/numbers.ts";
import type { Outcome } from "../src/model/outcome.ts";
import { record, reference, type Shape, table } from "../src/model/shape.ts";
import { isUsed } from "../src/world/is-used.ts";
import { add, at, living, release, type Table, tableOf } from "../src/world/table.ts";
import { childNamed, type TreeNode } from "../src/world/tree.ts";
import { type Call, ContainerRules, containerCalls, containerRefusals, type Nsproxy } from "./nested.ts";

const calls = { ...containerCalls, rmdir: ["path"] } as const;

export interface World {
  tasks: Table<TaskNumber, { nsproxy: NsproxyNumber; container: ContainerNumber }>;
  nsproxies: Table<NsproxyNumber, Pick<Nsproxy, "namespaces">>;
  containers: Table<ContainerNumber, TreeNode>;
}

class NsCgroupRules extends ContainerRules<World> {
  readonly manager: AnyManager = nsCgroupManager;

  initial(scope: ContainerScope): World {
    return {
      tasks: tableOf({ nsproxy: nsproxyNumber(FIRST), container: ROOT }),
      nsproxies: tableOf({ namespaces: firstNamespaces(scope) }),
      containers: tableOf({ parent: null, name: "" }),
    };
  }

  shape(scope: ContainerScope): Shape {
    const { tasks, containers } = scope;
    const nsproxies = tasks + 1;
    const task = {
      nsproxy: reference("nsproxy", nsproxies),
      container: reference("container", containers),
    };
    const numbers = Array.from({ length: tasks }, (_, index) => String(index + 1));
    return record({
      tasks: table("task", tasks, record(task)),
      nsproxies: table("nsproxy", nsproxies, record({ namespaces: namespacesShape(scope, nsproxies) })),
      containers: containersShape(scope, {}, numbers),
    });
  }

  override perform(
    world: World,
    operation: ContainerOperationOf<typeof calls>,
    scope: ContainerScope,
  ): Outcome {
    return operation.op === "rmdir" ? this.rmdir(world, operation) : super.perform(world, operation, scope);
  }

  override unshare(world: World, operation: Call<"kinds">, scope: ContainerScope): Outcome {
    const { task, kinds } = operation;
    const name = this.nameOfNew(world, null, task);
    const bearer = childNamed(world.containers, this.ownContainer(world, task), name);
    if (areKinds(kinds, scope) && bearer !== undefined) return "EEXIST";
    return super.unshare(world, operation, scope);
  }

  override nameOfNew(_world: World, _parent: ContainerNumber | null, task: TaskNumber): string {
    return String(task);
  }

  rmdir(world: World, { task, path }: Call<"path">): Outcome {
    const container = this.resolve(world, task, path);
    if (container === undefined) return "ENOENT";
    if (!this.isEmpty(world, container)) return "EBUSY";

    this.releaseContainer(world, container);
    return "ok";
  }

  override releaseUnused(world: World): void {
    for (const nsproxy of living(world.nsproxies)) {
      if (!isUsed(world, nsproxy)) release(world.nsproxies, nsproxy); // W3
    }
  }

  observe(world: World): ContainerObservation {
    const sets = world.tasks.map((row) => row && { ...row, ...at(world.nsproxies, row.nsproxy) });
    const observation = observeTree(withOwnSets({ tasks: sets, containers: world.containers, images: [] }));
    const tasks = new Map<TaskNumber, ObservedTask>();
    const nsproxies = new Map<NsproxyNumber, ObservedNsproxy>();
    for (const [number, task] of observation.tasks) {
      const { nsproxy } = at(world.tasks, number);
      tasks.set(number, { ...task, nsproxy });
      if (!nsproxies.has(nsproxy))
        nsproxies.set(nsproxy, { container: task.container, namespaces: task.namespaces });
    }
    // A task with a lower number may use a nsproxy with a higher one.
    const inOrder = new Map([...nsproxies].sort(([one], [other]) => one - other));
    return withParts(observation, { tasks, nsproxies: inOrder });
  }

  ownContainer(world: World, task: TaskNumber): ContainerNumber {
    return at(world.tasks, task).container;
  }

  namespacesOf(world: World, task: TaskNumber): Namespaces {
    return at(world.nsproxies, at(world.tasks, task).nsproxy).namespaces;
  }

  namespaceUsers(world: World): World["nsproxies"] {
    return world.nsproxies;
  }

  addTaskLike(world: World, task: TaskNumber): TaskNumber {
    return add(world.tasks, { ...at(world.tasks, task) });
  }

  addContainer(world: World, parent: ContainerNumber | null, name: string): ContainerNumber {
    return add(world.containers, { parent, name });
  }

  goInto(world: World, task: TaskNumber, container: ContainerNumber, namespaces: Namespaces): void {
    const row = at(world.tasks, task);
    row.container = container;
    row.nsproxy = add(world.nsproxies, { namespaces: { ...namespaces } });
  }

  enter(world: World, { task }: Call<"path">, container: ContainerNumber): Outcome {
    at(world.tasks, task).container = container;
    return "ok";
  }
}

export const nsCgroup = defineModel(new NsCgroupRules(), {
  name: "ns-cgroup",
  summary: "what Linux 2.6.24 did: cgroups named after the task that unshares, removed only by rmdir",
  source: "Serge E. Hallyn, kernel/ns_cgroup.c, Linux 2.6.24 to 2.6.39",
  calls,
  refusals: {
    ...containerRefusals,
    unshare: ["EINVAL", "EEXIST", "ENOSPC"],
    setns: ["ENOENT"],
    rmdir: ["ENOENT", "EBUSY"],
  },
  shows: ["nsproxies", "levels"],
  // A cgroup bears the number of a task, which by now may be another task's.
  numbersMatter: true,
});
