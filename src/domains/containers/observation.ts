import type { Kind } from "../../model/kind.ts";
import type { ContainerNumber, NamespaceNumber, NsproxyNumber, TaskNumber } from "../../model/numbers.ts";
import type { Image } from "./image.ts";

/** The namespace of each kind of the scope. */
export type Namespaces = Readonly<Partial<Record<Kind, NamespaceNumber>>>;

/** A design's own fields of a row or of its world, by name: plain data. */
export type OwnState = Readonly<Record<string, unknown>>;

/** A live task, as anyone may see it. */
export interface ObservedTask {
  /** The container that it sits directly in: what it names `/`. */
  readonly container: ContainerNumber;
  /** Every living container that it is in, outermost first; its own is among them. */
  readonly in: readonly ContainerNumber[];
  readonly namespaces: Namespaces;
  /** Absent in a design without nsproxies. */
  readonly nsproxy?: NsproxyNumber;
  readonly own?: OwnState;
}

/** A living container, as anyone may see it. */
export interface ObservedContainer {
  /** Null for the root, and for every container of a design without levels. */
  readonly parent: ContainerNumber | null;
  /** Empty for the root. */
  readonly name: string;
  readonly own?: OwnState;
}

/** A living nsproxy: a set of namespaces that stands in a container. */
export interface ObservedNsproxy {
  readonly container: ContainerNumber;
  readonly namespaces: Namespaces;
  readonly own?: OwnState;
}

/**
 * A world of any design, as properties, reports and backends see it. It is a picture of one moment: a later
 * operation does not change it. Maps are in order of number (images in order of name).
 *
 * A design may compute a part when it is asked for, so an observation must not be spread: see `withParts`. Rows and sets that are one object are equal, here
 * and in the observations of other moments; those that are different objects may still be equal.
 */
export interface ContainerObservation {
  readonly tasks: ReadonlyMap<TaskNumber, ObservedTask>;
  readonly containers: ReadonlyMap<ContainerNumber, ObservedContainer>;
  /** Empty in a design that does not show nsproxies. */
  readonly nsproxies: ReadonlyMap<NsproxyNumber, ObservedNsproxy>;
  /** By name. Empty in a design that does not show images. */
  readonly images: ReadonlyMap<string, Image>;
  /** By name, the nsproxy that each handle names; null if it is gone. Absent in a design that does not show handles. */
  readonly handles?: ReadonlyMap<string, NsproxyNumber | null> | undefined;
  /** The design's own fields of its world. */
  readonly own?: OwnState;
  /** The containers that a live task can name, in order of number, its own among them. */
  view(viewer: TaskNumber): readonly ContainerNumber[];
  /** The canonical path (`/a/b`) by which a live task names a container, or `undefined` if it cannot. */
  path(viewer: TaskNumber, container: ContainerNumber): string | undefined;
  /** The canonical path of a container from the root, whoever lives: what the machine's administrator sees. */
  rootPath(container: ContainerNumber): string;
  /** The container that a path names for a live task (N3), or `undefined`. */
  resolve(viewer: TaskNumber, path: string): ContainerNumber | undefined;
}

/** The same world with some parts replaced. */
export function withParts(
  world: ContainerObservation,
  parts: Partial<ContainerObservation>,
): ContainerObservation {
  return {
    tasks: world.tasks,
    containers: world.containers,
    nsproxies: world.nsproxies,
    images: world.images,
    handles: world.handles,
    ...(world.own && { own: world.own }),
    view: (viewer) => world.view(viewer),
    path: (viewer, container) => world.path(viewer, container),
    rootPath: (container) => world.rootPath(container),
    resolve: (viewer, path) => world.resolve(viewer, path),
    ...parts,
  };
}
