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
import { sameNamespaces } from "./same-observation.ts";
import { at, find, living, type Table } from "./table.ts";
import { ancestry, isInOrBelow, pathFrom, resolve, type TreeNode } from "./tree.ts";

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
export function observeTree(world: TreeWorld, like?: Observation): Observation {
  return new TreeObservation(world, like instanceof TreeObservation ? like : undefined);
}

/**
 * A search looks at each of its worlds, mostly at a part of it. So the rows are copied at once, for the world may change, and
 * the maps over them are made when somebody asks.
 */
class TreeObservation implements Observation {
  readonly #uses: Table<TaskNumber, NsproxyNumber>;
  readonly #sets: Rows<NsproxyNumber, ObservedNsproxy>;
  readonly #tree: Rows<ContainerNumber, ObservedContainer>;
  readonly #images: TreeWorld["images"];
  readonly #like: TreeObservation | undefined;
  /** For each container that a task is in those that it stands in. */
  #chains: ContainerNumber[][] = [];
  #tasks: ReadonlyMap<TaskNumber, ObservedTask> | undefined;
  #imagesByName: ReadonlyMap<string, Image> | undefined;

  constructor(world: TreeWorld, like?: TreeObservation) {
    const [uses, sets, tree] = like === undefined ? [] : [like.#uses, like.#sets, like.#tree];
    this.#uses = copyOfUses(world.tasks, uses);
    this.#sets = rowsOf(world.nsproxies, sets, copyOfNsproxy, isSameNsproxy);
    this.#tree = rowsOf(world.containers, tree, copyOfContainer, isSameContainer);
    this.#images = world.images.length === 0 ? [] : world.images.map(copyOfImage);
    this.#like = like;
    if (like !== undefined && tree === this.#tree) this.#chains = like.#chains;
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
    const own = this.#ownOf(viewer);
    const { table } = this.#tree;
    return living(table).filter((container) => isInOrBelow(table, container, own));
  }

  path(viewer: TaskNumber, container: ContainerNumber): string | undefined {
    return pathFrom(this.#tree.table, this.#ownOf(viewer), container);
  }

  rootPath(container: ContainerNumber): string {
    const path = pathFrom(this.#tree.table, ROOT, container);
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
    const known = this.#like?.tasks;
    const tasks = new Map<TaskNumber, ObservedTask>();
    let areKnown = known !== undefined;
    for (let number = 1; number < this.#uses.length; number++) {
      const task = number as TaskNumber; // a place of the table is a number of its sort
      const nsproxy = this.#uses[number];
      if (nsproxy == null) continue;
      const row = this.#observeTask(nsproxy, known?.get(task));
      tasks.set(task, row);
      areKnown &&= row === known?.get(task);
    }
    return known !== undefined && areKnown && known.size === tasks.size ? known : tasks;
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

/** The rows of one sort, as they are shown. */
class Rows<N extends number, Row> {
  readonly table: Table<N, Row>;
  #byNumber: ReadonlyMap<N, Row> | undefined;

  constructor(table: Table<N, Row>) {
    this.table = table;
  }

  get byNumber(): ReadonlyMap<N, Row> {
    if (this.#byNumber !== undefined) return this.#byNumber;
    const rows = new Map<N, Row>();
    for (const number of living(this.table)) rows.set(number, at(this.table, number));
    this.#byNumber = rows;
    return rows;
  }
}

/** Copies of some rows; those of `like` where they are the same. */
function rowsOf<N extends number, Source, Row>(
  rows: Table<N, Source>,
  like: Rows<N, Row> | undefined,
  copy: (row: Source) => Row,
  isSame: (row: Source, known: Row) => boolean,
): Rows<N, Row> {
  const known = like?.table;
  const table: Table<N, Row> = [];
  let areKnown = known?.length === rows.length;
  for (let number = 0; number < rows.length; number++) {
    const [row, other] = [rows[number] ?? null, known?.[number] ?? null];
    const shown = row === null ? null : other !== null && isSame(row, other) ? other : copy(row);
    table.push(shown);
    areKnown &&= shown === other;
  }
  return like !== undefined && areKnown ? like : new Rows(table);
}

function copyOfUses(
  tasks: TreeWorld["tasks"],
  like: Table<TaskNumber, NsproxyNumber> | undefined,
): Table<TaskNumber, NsproxyNumber> {
  const isKnown =
    like?.length === tasks.length && tasks.every((row, number) => (row?.nsproxy ?? null) === like[number]);
  return isKnown ? like : tasks.map((row) => row?.nsproxy ?? null);
}

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
