import type { ContainerObservation } from "../../domains/containers/observation.ts";
import type { Kind } from "../../model/kind.ts";
import type { ContainerNumber, NamespaceNumber, TaskNumber } from "../../model/numbers.ts";

/** What can be compared of a world, in a model and in the kernel. A namespace is known by a number that only it has. */
export interface ComparedPicture {
  readonly tasks: ReadonlyMap<TaskNumber, PicturedTask>;
  /** The root's view: the path of every container. */
  readonly containers: ReadonlySet<string>;
  /** What a task sees of the containers of others, where somebody looked. */
  readonly view: View | undefined;
}

export interface PicturedTask {
  /** The root's view: the path of the container that it is directly in. */
  readonly path: string;
  /** In a model those of the kinds in scope, in the kernel all. */
  readonly namespaces: ReadonlyMap<Kind, number>;
}

/** What a task sees: for each task the path of its container, or nothing where it is outside the view. */
export interface View {
  readonly viewer: TaskNumber;
  readonly paths: ReadonlyMap<TaskNumber, string | undefined>;
}

/** What the kernel shows. */
export interface KernelPicture extends ComparedPicture {
  /** Processes that should not be there, in sentences. */
  readonly strays: readonly string[];
}

/** The picture of a model's world. @param viewer whose view is in it, where anyone's is */
export function comparedPictureOf(
  world: ContainerObservation,
  kinds: readonly Kind[],
  viewer?: TaskNumber,
): ComparedPicture {
  const tasks = new Map<TaskNumber, PicturedTask>();
  for (const [task, { container, namespaces }] of world.tasks) {
    const ofKinds = kinds.flatMap((kind) => {
      const namespace: NamespaceNumber | undefined = namespaces[kind];
      return namespace === undefined ? [] : [[kind, namespace] as const];
    });
    tasks.set(task, { path: world.rootPath(container), namespaces: new Map(ofKinds) });
  }
  return { tasks, containers: new Set(pathsOf(world)), view: viewer && viewOf(world, viewer) };
}

/** What is left of a picture where the kernel shows no containers. */
export function withoutContainers<Some extends ComparedPicture>(picture: Some): Some {
  const bare = [...picture.tasks].map(([task, { namespaces }]) => [task, { path: "", namespaces }] as const);
  return { ...picture, tasks: new Map(bare), containers: new Set(), view: undefined };
}

function pathsOf(world: ContainerObservation): string[] {
  return [...world.containers.keys()].map((container: ContainerNumber) => world.rootPath(container));
}

function viewOf(world: ContainerObservation, viewer: TaskNumber): View {
  const paths = [...world.tasks].map(
    ([task, { container }]) => [task, world.path(viewer, container)] as const,
  );
  return { viewer, paths: new Map(paths) };
}
