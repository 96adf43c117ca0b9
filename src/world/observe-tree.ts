import type { Image } from "../model/image.ts";
import type { ContainerNumber, NsproxyNumber, TaskNumber } from "../model/numbers.ts";
import { ROOT } from "../model/numbers.ts";
import type {
  Namespaces,
  Observation,
  ObservedContainer,
  ObservedNsproxy,
  ObservedTask,
} from "../model/observation.ts";
import { at, living, type Table } from "./table.ts";
import { ancestry, pathFrom, resolve, type Tree, type TreeNode } from "./tree.ts";

/** A world in which tasks use nsproxies and containers stand in each other. */
export interface TreeWorld {
  readonly tasks: Table<TaskNumber, { nsproxy: NsproxyNumber }>;
  readonly nsproxies: Table<NsproxyNumber, { container: ContainerNumber; namespaces: Namespaces }>;
  readonly containers: Table<ContainerNumber, TreeNode>;
  readonly images: readonly (Image & { readonly name: string })[];
}

/** Shows a world of nsproxies in a tree of containers; what is shown does not change when the world does. */
export function observeTree(world: TreeWorld): Observation {
  const tree: Tree = world.containers.map((row) => row && { parent: row.parent, name: row.name });
  const tasks = new Map<TaskNumber, ObservedTask>();
  const nsproxies = new Map<NsproxyNumber, ObservedNsproxy>();
  const containers = new Map<ContainerNumber, ObservedContainer>();

  for (const number of living(tree)) containers.set(number, at(tree, number));
  for (const number of living(world.nsproxies)) {
    const { container, namespaces } = at(world.nsproxies, number);
    nsproxies.set(number, { container, namespaces: { ...namespaces } });
  }
  for (const number of living(world.tasks)) {
    const { nsproxy } = at(world.tasks, number);
    const { container, namespaces } = at(world.nsproxies, nsproxy);
    tasks.set(number, { container, in: ancestry(tree, container), nsproxy, namespaces: { ...namespaces } });
  }

  const ownOf = (viewer: TaskNumber): ContainerNumber => {
    const task = tasks.get(viewer);
    if (task === undefined) throw new Error(`task ${viewer} does not live, so it sees nothing`);
    return task.container;
  };
  return {
    tasks,
    nsproxies,
    containers,
    images: new Map(world.images.map(({ name, ...image }) => [name, image])),
    view: (viewer) =>
      living(tree).filter((container) => pathFrom(tree, ownOf(viewer), container) !== undefined),
    path: (viewer, container) => pathFrom(tree, ownOf(viewer), container),
    rootPath: (container) => {
      const path = pathFrom(tree, ROOT, container);
      if (path === undefined) throw new Error(`container ${container} does not stand under the root`);
      return path;
    },
    resolve: (viewer, path) => resolve(tree, ownOf(viewer), path),
  };
}
