import type { Kind } from "../../model/kind.ts";
import type { ContainerNumber, NamespaceNumber, TaskNumber } from "../../model/numbers.ts";
import type { ContainerObservation, Namespaces } from "./observation.ts";
import type { WatchedNamespaces } from "./watched-namespaces.ts";

/** A world with its namespaces watched: what is found out without a look does not depend on which of them are the same. */
export class WatchedObservation implements ContainerObservation {
  readonly #world: ContainerObservation;
  readonly #sets: WatchedNamespaces;
  readonly #like: WatchedObservation | undefined;
  #tasks: ContainerObservation["tasks"] | undefined;
  #nsproxies: ContainerObservation["nsproxies"] | undefined;

  /** @param like another world that is watched: what both share stays shared */
  constructor(world: ContainerObservation, sets: WatchedNamespaces, like?: WatchedObservation) {
    this.#world = world;
    this.#sets = sets;
    this.#like = like;
  }

  /** The world without the watch. */
  get unwatched(): ContainerObservation {
    return this.#world;
  }

  get tasks(): ContainerObservation["tasks"] {
    this.#tasks ??= this.#watched(this.#world.tasks, this.#like?.unwatched.tasks, this.#like?.tasks);
    return this.#tasks;
  }

  get nsproxies(): ContainerObservation["nsproxies"] {
    this.#nsproxies ??= this.#watched(
      this.#world.nsproxies,
      this.#like?.unwatched.nsproxies,
      this.#like?.nsproxies,
    );
    return this.#nsproxies;
  }

  /** @param known the rows of the world that this one is like; `knownWatched` are the same rows, watched */
  #watched<Number, Row extends { readonly namespaces: Namespaces }>(
    rows: ReadonlyMap<Number, Row>,
    known: ReadonlyMap<Number, Row> | undefined,
    knownWatched: ReadonlyMap<Number, Row> | undefined,
  ): ReadonlyMap<Number, Row> {
    if (rows === known && knownWatched !== undefined) return knownWatched;
    const watched = new Map<Number, Row>();
    for (const [number, row] of rows) {
      const other = known?.get(number) === row ? knownWatched?.get(number) : undefined;
      watched.set(number, other ?? { ...row, namespaces: this.#sets.of(row.namespaces) });
    }
    return watched;
  }

  /** Whether a task uses a namespace, or a nsproxy holds it. @param namespace as it is shown */
  isInUse(kind: Kind, namespace: NamespaceNumber): boolean {
    const { tasks, nsproxies } = this.#world;
    return (
      this.#sets.isAmong(setsOf(tasks), kind, namespace) ||
      this.#sets.isAmong(setsOf(nsproxies), kind, namespace)
    );
  }

  get containers(): ContainerObservation["containers"] {
    return this.#world.containers;
  }

  get images(): ContainerObservation["images"] {
    return this.#world.images;
  }

  get handles(): ContainerObservation["handles"] {
    return this.#world.handles;
  }

  view(viewer: TaskNumber): ReturnType<ContainerObservation["view"]> {
    return this.#world.view(viewer);
  }

  path(viewer: TaskNumber, container: ContainerNumber): ReturnType<ContainerObservation["path"]> {
    return this.#world.path(viewer, container);
  }

  rootPath(container: ContainerNumber): ReturnType<ContainerObservation["rootPath"]> {
    return this.#world.rootPath(container);
  }

  resolve(viewer: TaskNumber, path: string): ReturnType<ContainerObservation["resolve"]> {
    return this.#world.resolve(viewer, path);
  }
}

function* setsOf(rows: ReadonlyMap<number, { readonly namespaces: Namespaces }>): Generator<Namespaces> {
  for (const { namespaces } of rows.values()) yield namespaces;
}
