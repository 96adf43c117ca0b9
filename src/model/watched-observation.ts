import type { ContainerNumber, TaskNumber } from "./numbers.ts";
import type { Namespaces, Observation } from "./observation.ts";
import type { WatchedNamespaces } from "./watched-namespaces.ts";

/** The same world with its namespaces watched: what is found out without a look does not depend on which of them are the same. */
export class WatchedObservation implements Observation {
  readonly #world: Observation;
  readonly #sets: WatchedNamespaces;
  readonly #like: WatchedObservation | undefined;
  #tasks: Observation["tasks"] | undefined;
  #nsproxies: Observation["nsproxies"] | undefined;

  /** @param like another world that is watched: what both share stays shared */
  constructor(world: Observation, sets: WatchedNamespaces, like?: WatchedObservation) {
    this.#world = world;
    this.#sets = sets;
    this.#like = like;
  }

  /** The world as nobody watches it. */
  get unwatched(): Observation {
    return this.#world;
  }

  get tasks(): Observation["tasks"] {
    this.#tasks ??= this.#watched(this.#world.tasks, this.#like?.unwatched.tasks, this.#like?.tasks);
    return this.#tasks;
  }

  get nsproxies(): Observation["nsproxies"] {
    this.#nsproxies ??= this.#watched(
      this.#world.nsproxies,
      this.#like?.unwatched.nsproxies,
      this.#like?.nsproxies,
    );
    return this.#nsproxies;
  }

  /** @param known those of the world that this one is like, and how they are watched there */
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

  get containers(): Observation["containers"] {
    return this.#world.containers;
  }

  get images(): Observation["images"] {
    return this.#world.images;
  }

  view(viewer: TaskNumber): ReturnType<Observation["view"]> {
    return this.#world.view(viewer);
  }

  path(viewer: TaskNumber, container: ContainerNumber): ReturnType<Observation["path"]> {
    return this.#world.path(viewer, container);
  }

  rootPath(container: ContainerNumber): ReturnType<Observation["rootPath"]> {
    return this.#world.rootPath(container);
  }

  resolve(viewer: TaskNumber, path: string): ReturnType<Observation["resolve"]> {
    return this.#world.resolve(viewer, path);
  }
}
