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
import { at, find, living, type Table } from "./table.ts";
import { ancestry, isInOrBelow, pathFrom, resolve, type Tree, type TreeNode } from "./tree.ts";

/** A world in which tasks use nsproxies and containers stand in each other. */
export interface TreeWorld {
  readonly tasks: Table<TaskNumber, { nsproxy: NsproxyNumber }>;
  readonly nsproxies: Table<NsproxyNumber, { container: ContainerNumber; namespaces: Namespaces }>;
  readonly containers: Table<ContainerNumber, TreeNode>;
  readonly images: readonly (Image & { readonly name: string })[];
}

/** Shows a world of nsproxies in a tree of containers; what is shown does not change when the world does. */
export function observeTree(world: TreeWorld): Observation {
  return new TreeObservation(world);
}

/**
 * A search looks at each of its worlds, mostly at a part of it. So the rows are copied at once, for the world may change, and
 * the maps over them are made when somebody asks.
 */
class TreeObservation implements Observation {
  readonly #uses: Table<TaskNumber, NsproxyNumber>;
  readonly #sets: Table<NsproxyNumber, ObservedNsproxy>;
  readonly #tree: Tree;
  readonly #images: TreeWorld["images"];
  #tasks: ReadonlyMap<TaskNumber, ObservedTask> | undefined;
  #nsproxies: ReadonlyMap<NsproxyNumber, ObservedNsproxy> | undefined;
  #containers: ReadonlyMap<ContainerNumber, ObservedContainer> | undefined;
  #imagesByName: ReadonlyMap<string, Image> | undefined;

  constructor(world: TreeWorld) {
    this.#uses = world.tasks.map((row) => row?.nsproxy ?? null);
    this.#sets = world.nsproxies.map(
      (row) => row && { container: row.container, namespaces: { ...row.namespaces } },
    );
    this.#tree = world.containers.map((row) => row && { parent: row.parent, name: row.name });
    this.#images = world.images.length === 0 ? [] : world.images.map(copyOfImage);
  }

  get tasks(): ReadonlyMap<TaskNumber, ObservedTask> {
    this.#tasks ??= this.#observeTasks();
    return this.#tasks;
  }

  get nsproxies(): ReadonlyMap<NsproxyNumber, ObservedNsproxy> {
    this.#nsproxies ??= byNumber(this.#sets);
    return this.#nsproxies;
  }

  get containers(): ReadonlyMap<ContainerNumber, ObservedContainer> {
    this.#containers ??= byNumber(this.#tree);
    return this.#containers;
  }

  get images(): ReadonlyMap<string, Image> {
    this.#imagesByName ??= new Map(this.#images.map(({ name, ...image }) => [name, image]));
    return this.#imagesByName;
  }

  view(viewer: TaskNumber): readonly ContainerNumber[] {
    const own = this.#ownOf(viewer);
    return living(this.#tree).filter((container) => isInOrBelow(this.#tree, container, own));
  }

  path(viewer: TaskNumber, container: ContainerNumber): string | undefined {
    return pathFrom(this.#tree, this.#ownOf(viewer), container);
  }

  rootPath(container: ContainerNumber): string {
    const path = pathFrom(this.#tree, ROOT, container);
    if (path === undefined) throw new Error(`container ${container} does not stand under the root`);
    return path;
  }

  resolve(viewer: TaskNumber, path: string): ContainerNumber | undefined {
    return resolve(this.#tree, this.#ownOf(viewer), path);
  }

  #ownOf(viewer: TaskNumber): ContainerNumber {
    const nsproxy = find(this.#uses, viewer);
    if (nsproxy === undefined) throw new Error(`task ${viewer} does not live, so it sees nothing`);
    return at(this.#sets, nsproxy).container;
  }

  #observeTasks(): ReadonlyMap<TaskNumber, ObservedTask> {
    const tasks = new Map<TaskNumber, ObservedTask>();
    const chains: ContainerNumber[][] = [];
    for (const task of living(this.#uses)) {
      const nsproxy = at(this.#uses, task);
      const { container, namespaces } = at(this.#sets, nsproxy);
      chains[container] ??= ancestry(this.#tree, container);
      tasks.set(task, { container, in: chains[container], nsproxy, namespaces });
    }
    return tasks;
  }
}

function byNumber<N extends number, Row>(table: Table<N, Row>): ReadonlyMap<N, Row> {
  const rows = new Map<N, Row>();
  for (const number of living(table)) rows.set(number, at(table, number));
  return rows;
}

function copyOfImage({ name, containers, nsproxies, tasks }: Image & { readonly name: string }) {
  return {
    name,
    containers: containers.map((row) => ({ parent: row.parent, name: row.name })),
    nsproxies: nsproxies.map((row) => ({ container: row.container, namespaces: { ...row.namespaces } })),
    tasks: tasks.map((row) => ({ nsproxy: row.nsproxy })),
  };
}
