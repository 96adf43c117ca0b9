import type { Namespaces, Observation } from "./observation.ts";
import type { WatchedNamespaces } from "./watched-namespaces.ts";

/** The same world with its namespaces watched: what is found out without a look does not depend on which of them are the same. */
export class WatchedObservation implements Observation {
  readonly #world: Observation;
  readonly #sets: WatchedNamespaces;
  #tasks: Observation["tasks"] | undefined;
  #nsproxies: Observation["nsproxies"] | undefined;

  constructor(world: Observation, sets: WatchedNamespaces) {
    this.#world = world;
    this.#sets = sets;
  }

  get tasks(): Observation["tasks"] {
    this.#tasks ??= watchedRows(this.#world.tasks, this.#sets);
    return this.#tasks;
  }

  get nsproxies(): Observation["nsproxies"] {
    this.#nsproxies ??= watchedRows(this.#world.nsproxies, this.#sets);
    return this.#nsproxies;
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

function watchedRows<Number, Row extends { readonly namespaces: Namespaces }>(
  rows: ReadonlyMap<Number, Row>,
  sets: WatchedNamespaces,
): ReadonlyMap<Number, Row> {
  const watched = new Map<Number, Row>();
  for (const [number, row] of rows) watched.set(number, { ...row, namespaces: sets.of(row.namespaces) });
  return watched;
}
