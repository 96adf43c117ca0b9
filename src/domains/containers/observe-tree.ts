import type { ContainerNumber, NsproxyNumber, TaskNumber } from "../../model/numbers.ts";
import { ROOT } from "../../model/numbers.ts";
import { at, find, type Table } from "../../world/table.ts";
import { ancestry, resolve, type TreeNode } from "../../world/tree.ts";
import type { Image } from "./image.ts";
import type {
  ContainerObservation,
  Namespaces,
  ObservedContainer,
  ObservedNsproxy,
  ObservedTask,
} from "./observation.ts";
import { sameNamespaces } from "./same-observation.ts";
import { ShownRows, ShownTree, shownTable } from "./shown-rows.ts";

/** A world in which tasks use nsproxies and containers stand in each other. */
export interface TreeWorld {
  readonly tasks: Table<TaskNumber, { nsproxy: NsproxyNumber }>;
  readonly nsproxies: Table<NsproxyNumber, { container: ContainerNumber; namespaces: Namespaces }>;
  readonly containers: Table<ContainerNumber, TreeNode>;
  readonly images: readonly (Image & { readonly name: string })[];
}

/**
 * Shows a world of nsproxies in a tree of containers; what is shown does not change when the world does.
 *
 * @param like shows another world: what is equal in both is taken from it
 */
export function observeTree(world: TreeWorld, like?: ContainerObservation): ContainerObservation {
  return new TreeObservation(world, like instanceof TreeObservation ? like : undefined);
}

/**
 * A search looks at each of its worlds, mostly at only a part. So the rows are copied at once, since the world may change, but
 * the maps over them are made on demand.
 */
class TreeObservation implements ContainerObservation {
  readonly #uses: Table<TaskNumber, NsproxyNumber>;
  readonly #sets: ShownRows<NsproxyNumber, ObservedNsproxy>;
  readonly #tree: ShownTree;
  readonly #images: TreeWorld["images"];
  readonly #like: TreeObservation | undefined;
  /** For each container that a task sits directly in: it and those that it stands in, outermost first. Filled on demand. */
  readonly #chains: ContainerNumber[][];
  #tasks: ReadonlyMap<TaskNumber, ObservedTask> | undefined;
  #imagesByName: ReadonlyMap<string, Image> | undefined;

  constructor({ tasks, nsproxies, containers, images }: TreeWorld, like?: TreeObservation) {
    const oldUses = like === undefined ? undefined : like.#uses;
    const oldSets = like === undefined ? undefined : like.#sets;
    const oldTree = like === undefined ? undefined : like.#tree;
    this.#uses = shownTable(tasks, oldUses, nsproxyOf, isSameUse);
    const sets = shownTable(nsproxies, oldSets?.table, copyOfNsproxy, isSameNsproxy);
    this.#sets = sets === oldSets?.table ? oldSets : new ShownRows(sets);
    const tree = shownTable(containers, oldTree?.table, copyOfContainer, isSameContainer);
    this.#tree = tree === oldTree?.table ? oldTree : new ShownTree(tree);
    this.#images = images.length === 0 ? NO_IMAGES : images.map(copyOfImage);
    this.#like = like;
    this.#chains = like !== undefined && this.#tree.hasParentsOf(like.#tree) ? like.#chains : [];
  }

  get tasks(): ReadonlyMap<TaskNumber, ObservedTask> {
    this.#tasks ??= this.#observeTasks();
    return this.#tasks;
  }

  get nsproxies(): ReadonlyMap<NsproxyNumber, ObservedNsproxy> {
    return this.#sets.byNumber;
  }

  get containers(): ReadonlyMap<ContainerNumber, ObservedContainer> {
    return this.#tree.byNumber;
  }

  get images(): ReadonlyMap<string, Image> {
    this.#imagesByName ??= new Map(this.#images.map(({ name, ...image }) => [name, image]));
    return this.#imagesByName;
  }

  view(viewer: TaskNumber): readonly ContainerNumber[] {
    return this.#tree.viewFrom(this.#ownOf(viewer));
  }

  path(viewer: TaskNumber, container: ContainerNumber): string | undefined {
    return this.#tree.pathFrom(this.#ownOf(viewer), container);
  }

  rootPath(container: ContainerNumber): string {
    const path = this.#tree.pathFrom(ROOT, container);
    if (path === undefined) throw new Error(`container ${container} does not stand under the root`);
    return path;
  }

  resolve(viewer: TaskNumber, path: string): ContainerNumber | undefined {
    return resolve(this.#tree.table, this.#ownOf(viewer), path);
  }

  #ownOf(viewer: TaskNumber): ContainerNumber {
    const nsproxy = find(this.#uses, viewer);
    if (nsproxy === undefined) throw new Error(`task ${viewer} does not live, so it sees nothing`);
    return at(this.#sets.table, nsproxy).container;
  }

  #observeTasks(): ReadonlyMap<TaskNumber, ObservedTask> {
    const like = this.#like;
    const known = like?.tasks;
    if (like !== undefined && known !== undefined && this.#hasTasksOf(like)) return known;
    const tasks = new Map<TaskNumber, ObservedTask>();
    let areKnown = known !== undefined;
    for (let number = 1; number < this.#uses.length; number++) {
      const task = number as TaskNumber; // an index of the table is a number of its sort
      const nsproxy = this.#uses[number];
      if (nsproxy == null) continue;
      const before = known?.get(task);
      const row = this.#observeTask(nsproxy, before);
      tasks.set(task, row);
      areKnown &&= row === before;
    }
    return known !== undefined && areKnown && known.size === tasks.size ? known : tasks;
  }

  #hasTasksOf(like: TreeObservation): boolean {
    return this.#uses === like.#uses && this.#sets === like.#sets && this.#chains === like.#chains;
  }

  #observeTask(nsproxy: NsproxyNumber, known: ObservedTask | undefined): ObservedTask {
    const { container, namespaces } = at(this.#sets.table, nsproxy);
    const chain = this.#chainOf(container);
    const isKnown = known?.nsproxy === nsproxy && known.container === container;
    return isKnown && known.in === chain && known.namespaces === namespaces
      ? known
      : { container, in: chain, nsproxy, namespaces };
  }

  #chainOf(container: ContainerNumber): ContainerNumber[] {
    const made = this.#chains[container];
    if (made !== undefined) return made;
    const chain = ancestry(this.#tree.table, container);
    const known = this.#like === undefined ? undefined : this.#like.#chains[container];
    const isKnown = known?.length === chain.length && chain.every((one, place) => one === known[place]);
    this.#chains[container] = isKnown ? known : chain;
    return isKnown ? known : chain;
  }
}

const NO_IMAGES: TreeWorld["images"] = [];

type Task = NonNullable<TreeWorld["tasks"][number]>;

const nsproxyOf = ({ nsproxy }: Task): NsproxyNumber => nsproxy;

const isSameUse = (row: Task, known: NsproxyNumber): boolean => row.nsproxy === known;

type Nsproxy = NonNullable<TreeWorld["nsproxies"][number]>;

const copyOfNsproxy = ({ container, namespaces }: Nsproxy): ObservedNsproxy => ({
  container,
  namespaces: { ...namespaces },
});

const isSameNsproxy = (row: Nsproxy, known: ObservedNsproxy): boolean =>
  row.container === known.container && sameNamespaces(row.namespaces, known.namespaces);

const copyOfContainer = ({ parent, name }: TreeNode): ObservedContainer => ({ parent, name });

const isSameContainer = (row: TreeNode, known: ObservedContainer): boolean =>
  row.parent === known.parent && row.name === known.name;

function copyOfImage({ name, containers, nsproxies, tasks }: Image & { readonly name: string }) {
  return {
    name,
    containers: containers.map((row) => ({ parent: row.parent, name: row.name })),
    nsproxies: nsproxies.map((row) => ({ container: row.container, namespaces: { ...row.namespaces } })),
    tasks: tasks.map((row) => ({ nsproxy: row.nsproxy })),
  };
}
