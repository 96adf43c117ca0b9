import type { Namespaces, Observation } from "./observation.ts";
import type { ShownSet } from "./shown-namespaces.ts";

/** Who wants to know when somebody looks at namespaces, and may show others. */
export interface NamespaceWatch {
  /** Called whenever somebody looks; often. */
  look(): void;
  /** What is shown for a set. */
  shown(namespaces: Namespaces): ShownSet;
}

/** The same world, watched: what is found out without a look does not depend on which namespaces are the same. */
export function watchedObservation(world: Observation, watch: NamespaceWatch): Observation {
  return new Watched(world, watch);
}

class Watched implements Observation {
  readonly #world: Observation;
  readonly #watch: NamespaceWatch;
  #tasks: Observation["tasks"] | undefined;
  #nsproxies: Observation["nsproxies"] | undefined;

  constructor(world: Observation, watch: NamespaceWatch) {
    this.#world = world;
    this.#watch = watch;
  }

  get tasks(): Observation["tasks"] {
    this.#tasks ??= watchedRows(this.#world.tasks, this.#watch);
    return this.#tasks;
  }

  get nsproxies(): Observation["nsproxies"] {
    this.#nsproxies ??= watchedRows(this.#world.nsproxies, this.#watch);
    return this.#nsproxies;
  }

  get containers(): Observation["containers"] {
    return this.#world.containers;
  }

  get images(): Observation["images"] {
    return this.#world.images;
  }

  view: Observation["view"] = (viewer) => this.#world.view(viewer);
  path: Observation["path"] = (viewer, container) => this.#world.path(viewer, container);
  rootPath: Observation["rootPath"] = (container) => this.#world.rootPath(container);
  resolve: Observation["resolve"] = (viewer, path) => this.#world.resolve(viewer, path);
}

function watchedRows<Number, Row extends { readonly namespaces: Namespaces }>(
  rows: ReadonlyMap<Number, Row>,
  watch: NamespaceWatch,
): ReadonlyMap<Number, Row> {
  const watched = new Map<Number, Row>();
  for (const [number, row] of rows) watched.set(number, watchedRow(row, watch));
  return watched;
}

/** The look is a property of the row's own, so that whoever copies the row looks too. */
function watchedRow<Row extends { readonly namespaces: Namespaces }>(row: Row, watch: NamespaceWatch): Row {
  let shown: ShownSet | undefined;
  return {
    ...row,
    get namespaces() {
      watch.look();
      shown ??= watch.shown(row.namespaces);
      return shown.namespaces;
    },
  };
}
