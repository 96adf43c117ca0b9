import type { ContainerObservation } from "../../domains/containers/observation.ts";
import type { Kind } from "../../model/kind.ts";
import type { ContainerNumber, NamespaceNumber, TaskNumber } from "../../model/numbers.ts";

/** The comparable part of a world, in a model or in the kernel. A namespace is identified by a unique number. */
export interface ComparedPicture {
  readonly tasks: ReadonlyMap<TaskNumber, PicturedTask>;
  /** The path of every container, as seen from the root. */
  readonly containers: ReadonlySet<string>;
  /** What a task sees of the containers of others, if a viewer was given. */
  readonly view: View | undefined;
}

export interface PicturedTask {
  /** The path of the container that it is directly in, as seen from the root. */
  readonly path: string;
  /** In a model, those of the kinds in scope; in the kernel, all. */
  readonly namespaces: ReadonlyMap<Kind, number>;
}

/** What a task sees: for each task, the path of its container, or `undefined` if it is outside the view. */
export interface View {
  readonly viewer: TaskNumber;
  readonly paths: ReadonlyMap<TaskNumber, string | undefined>;
}

/** What the kernel shows. */
export interface KernelPicture extends ComparedPicture {
  /** Processes that should not be there, as sentences. */
  readonly strays: readonly string[];
}

/** The picture of a model's world. @param viewer the task whose view it includes, if any */
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

/** A picture without its containers, for a kernel that shows none. */
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
