import { type ContainerNumber, ROOT, type TaskNumber } from "../../model/numbers.ts";
import { at, find, living } from "../../world/table.ts";
import { childNamed, componentsOf, type Tree } from "../../world/tree.ts";
import { type ContainerObservation, type ObservedTask, withParts } from "./observation.ts";
import { observeTree, type TreeWorld } from "./observe-tree.ts";

/** Says that a task has entered a container. */
export interface Membership {
  readonly task: TaskNumber;
  readonly container: ContainerNumber;
}

/** A world whose containers stand beside each other: none has a parent. */
export interface FlatTreeWorld extends TreeWorld {
  readonly entered: readonly Membership[];
}

/**
 * The container that a path names when no container stands in another. `/` is the caller's own, `/name` any but the root; there is
 * nothing below that, and `..` leads back to `/`.
 */
export function resolveFlat(tree: Tree, own: ContainerNumber, path: string): ContainerNumber | undefined {
  if (path === "") return undefined;
  let named: ContainerNumber | undefined;
  for (const component of componentsOf(path)) {
    if (component === "..") {
      named = undefined;
      continue;
    }
    if (named !== undefined) return undefined;
    named = childNamed(tree, null, component);
    if (named === undefined) return undefined;
  }
  return named ?? own;
}

/** The canonical path of a container for a viewer; `undefined` if it does not live, or is the root but not the viewer's own. */
export function flatPath(tree: Tree, own: ContainerNumber, container: ContainerNumber): string | undefined {
  if (container === own) return "/";
  const row = find(tree, container);
  return row === undefined || container === ROOT ? undefined : `/${row.name}`;
}

/** Shows a world of containers beside each other. A task is in those that it has entered. */
export function observeFlat(world: FlatTreeWorld): ContainerObservation {
  const observation = observeTree(world);
  const tree: Tree = world.containers.map((row) => row && { parent: row.parent, name: row.name });
  const tasks = new Map<TaskNumber, ObservedTask>();
  for (const [task, row] of observation.tasks) {
    const entered = world.entered.filter((membership) => membership.task === task);
    tasks.set(task, { ...row, in: entered.map(({ container }) => container) });
  }
  const own = (viewer: TaskNumber): ContainerNumber => {
    const task = tasks.get(viewer);
    if (task === undefined) throw new Error(`task ${viewer} does not live, so it sees nothing`);
    return task.container;
  };
  return withParts(observation, {
    tasks,
    view: (viewer) =>
      living(tree).filter((container) => flatPath(tree, own(viewer), container) !== undefined),
    path: (viewer, container) => flatPath(tree, own(viewer), container),
    rootPath: (container) => (container === ROOT ? "/" : `/${at(tree, container).name}`),
    resolve: (viewer, path) => resolveFlat(tree, own(viewer), path),
  });
}
