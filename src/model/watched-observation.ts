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
    this.#tasks ??= this.#watched(({ tasks }) => tasks);
    return this.#tasks;
  }

  get nsproxies(): Observation["nsproxies"] {
    this.#nsproxies ??= this.#watched(({ nsproxies }) => nsproxies);
    return this.#nsproxies;
  }

  #watched<Number, Row extends { readonly namespaces: Namespaces }>(
    rowsOf: (world: Observation) => ReadonlyMap<Number, Row>,
  ): ReadonlyMap<Number, Row> {
    const rows = rowsOf(this.#world);
    const known = this.#like && rowsOf(this.#like.#world);
    const knownWatched = this.#like && rowsOf(this.#like);
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

  view(...of: Parameters<Observation["view"]>): ReturnType<Observation["view"]> {
    return this.#world.view(...of);
  }

  path(...of: Parameters<Observation["path"]>): ReturnType<Observation["path"]> {
    return this.#world.path(...of);
  }

  rootPath(...of: Parameters<Observation["rootPath"]>): ReturnType<Observation["rootPath"]> {
    return this.#world.rootPath(...of);
  }

  resolve(...of: Parameters<Observation["resolve"]>): ReturnType<Observation["resolve"]> {
    return this.#world.resolve(...of);
  }
}
