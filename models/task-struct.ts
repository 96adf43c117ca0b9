/**
 * `task-struct`: "this container model doesn't depend on the nsproxy [...] It can also work if all the namespaces are in the task_struct
 * explicitly" (the message, lines 114 to 116).
 *
 * The change: no nsproxy. A task holds its container and its namespaces; one that enters takes those of the tasks there.
 *
 * Where the text is silent: an image records a set of namespaces for each task.
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import type { Image } from "../src/domains/containers/image.ts";
import { firstNamespaces } from "../src/domains/containers/namespaces.ts";
import {
  type ContainerObservation,
  type Namespaces,
  type ObservedTask,
  withParts,
} from "../src/domains/containers/observation.ts";
import { observeTree } from "../src/domains/containers/observe-tree.ts";
import { withOwnSets } from "../src/domains/containers/own-sets.ts";
import { recordSubtree } from "../src/domains/containers/record.ts";
import type { ContainerScope } from "../src/domains/containers/scope.ts";
import { containersShape, imagesShape, namespacesShape } from "../src/domains/containers/tree-shape.ts";
import { taskStructManager } from "../src/managers/task-struct.ts";
import type { Kind } from "../src/model/kind.ts";
import type { AnyManager } from "../src/model/manager.ts";
import { type ContainerNumber, ROOT, type TaskNumber } from "../src/model/numbers.ts";
import type { Outcome } from "../src/model/outcome.ts";
import { record as recordShape, reference, type Shape, table } from "../src/model/shape.ts";
import { nth } from "../src/world/nth.ts";
import { add, at, living, type Table, tableOf } from "../src/world/table.ts";
import type { TreeNode } from "../src/world/tree.ts";
import {
  type Call,
  ImageRules,
  type NamedImage,
  type Nsproxy,
  nested,
  nestedCalls,
  nestedRefusals,
} from "./nested.ts";

/** A task has what a nsproxy has in `nested`. */
type Task = Nsproxy;

export interface World {
  tasks: Table<TaskNumber, Task>;
  containers: Table<ContainerNumber, TreeNode>;
  images: NamedImage[];
}

class TaskStructRules extends ImageRules<World> {
  readonly manager: AnyManager = taskStructManager;

  initial(scope: ContainerScope): World {
    return {
      tasks: tableOf({ container: ROOT, namespaces: firstNamespaces(scope) }),
      containers: tableOf({ parent: null, name: "" }),
      images: [],
    };
  }

  shape(scope: ContainerScope): Shape {
    const { tasks, containers } = scope;
    const task = {
      container: reference("container", containers),
      namespaces: namespacesShape(scope, tasks + 1),
    };
    return recordShape({
      tasks: table("task", tasks, recordShape(task)),
      containers: containersShape(scope, {}),
      images: imagesShape(scope),
    });
  }

  observe(world: World): ContainerObservation {
    const observation = observeTree(withOwnSets(world));
    const tasks = new Map<TaskNumber, ObservedTask>();
    for (const [number, { nsproxy: _, ...task }] of observation.tasks) tasks.set(number, task);
    return withParts(observation, { tasks, nsproxies: new Map() });
  }

  ownContainer(world: World, task: TaskNumber): ContainerNumber {
    return at(world.tasks, task).container;
  }

  namespacesOf(world: World, task: TaskNumber): Namespaces {
    return at(world.tasks, task).namespaces;
  }

  namespaceUsers(world: World): World["tasks"] {
    return world.tasks;
  }

  addTaskLike(world: World, task: TaskNumber): TaskNumber {
    const { container, namespaces } = at(world.tasks, task);
    return add(world.tasks, { container, namespaces: { ...namespaces } });
  }

  addContainer(world: World, parent: ContainerNumber | null, name: string): ContainerNumber {
    return add(world.containers, { parent, name });
  }

  goInto(world: World, task: TaskNumber, container: ContainerNumber, namespaces: Namespaces): void {
    const row = at(world.tasks, task);
    row.container = container;
    row.namespaces = { ...namespaces };
  }

  enter(world: World, { task }: Call<"path">, container: ContainerNumber): Outcome {
    const inhabitant = living(world.tasks).find((other) => this.ownContainer(world, other) === container);
    if (inhabitant === undefined) return "ENXIO";

    this.goInto(world, task, container, this.namespacesOf(world, inhabitant));
    return "ok";
  }

  record(world: World, top: ContainerNumber, kinds: readonly Kind[]): Image | undefined {
    return recordSubtree(withOwnSets(world), top, kinds);
  }

  restoreTasks(
    world: World,
    image: Image,
    containers: readonly ContainerNumber[],
    namespaces: readonly Namespaces[],
  ): void {
    for (const { nsproxy } of image.tasks) {
      const container = nth(containers, nth(image.nsproxies, nsproxy).container);
      add(world.tasks, { container, namespaces: { ...nth(namespaces, nsproxy) } });
    }
  }
}

export const taskStruct = defineModel(new TaskStructRules(), {
  name: "task-struct",
  summary: "no nsproxy: a task holds its container and its namespaces itself",
  source: `${nested.source}: "if all the namespaces are in the task_struct explicitly"`,
  calls: nestedCalls,
  refusals: nestedRefusals,
  shows: ["levels", "images"],
});
