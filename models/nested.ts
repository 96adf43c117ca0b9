/**
 * `nested`: the proposal. Containers form a tree like a filesystem; a task that enters one never leaves its ancestors;
 * killing one kills all that is inside; each task sees names from where it stands.
 *
 * Source: Serge E. Hallyn, "Re: semantics for namespace naming", containers@lists.osdl.org, 14 December 2006.
 *
 * Where the text is silent:
 * - C1's "at most one outside namespace of each kind" never refuses here. A container gets one nsproxy, when it is
 *   made, and never another, so for each kind it has one namespace for life: its parent's, or a new one. The containers
 *   that ever had a given namespace therefore hang together in the tree. If it is used both inside and outside a subtree, the
 *   top of the subtree had it, so it is the top's own, of which there is one for each kind. A restart keeps this so: what
 *   is outside the image becomes the caller's own, and the copy hangs under the caller's container.
 * - `restart` says `EAGAIN` (tasks) before `ENOSPC` (containers), in the order in which the table names them.
 */
import { type Image, OUTSIDE } from "../src/model/image.ts";
import type { Kind } from "../src/model/kind.ts";
import type { Model } from "../src/model/model.ts";
import {
  type ContainerNumber,
  FIRST,
  type NamespaceNumber,
  type NsproxyNumber,
  namespaceNumber,
  nsproxyNumber,
  ROOT,
  type TaskNumber,
} from "../src/model/numbers.ts";
import type { OperationFields, OperationOf } from "../src/model/operation.ts";
import type { Outcome } from "../src/model/outcome.ts";
import type { Scope } from "../src/model/scope.ts";
import { unreachable } from "../src/model/unreachable.ts";
import { isName, unnamed } from "../src/world/name.ts";
import { mapKinds, namespaceOf } from "../src/world/namespaces.ts";
import { nth } from "../src/world/nth.ts";
import { observeTree } from "../src/world/observe-tree.ts";
import { add, at, count, find, living, release, some, type Table, tableOf } from "../src/world/table.ts";
import { childNamed, isInOrBelow, pathFrom, resolve } from "../src/world/tree.ts";
import { treeShape } from "../src/world/tree-shape.ts";
import { whatToTry } from "../src/world/what-to-try.ts";

export interface Task {
  nsproxy: NsproxyNumber;
}

export interface Nsproxy {
  container: ContainerNumber;
  /** One for each kind in scope. */
  namespaces: Partial<Record<Kind, NamespaceNumber>>;
}

export interface Container {
  /** None for the root. */
  parent: ContainerNumber | null;
  name: string;
  /** None while no task sits directly in it. */
  nsproxy: NsproxyNumber | null;
}

export interface NamedImage extends Image {
  name: string;
}

export interface World {
  tasks: Table<TaskNumber, Task>;
  nsproxies: Table<NsproxyNumber, Nsproxy>;
  containers: Table<ContainerNumber, Container>;
  /** In order of name. */
  images: NamedImage[];
}

const calls = {
  fork: [],
  exit: [],
  unshare: ["kinds"],
  setns: ["path"],
  rename: ["path", "name"],
  kill: ["path"],
  checkpoint: ["path", "image"],
  restart: ["image", "name"],
} as const;

export type NestedOperation = OperationOf<typeof calls>;

export const nested: Model<World, NestedOperation> = {
  name: "nested",
  summary: "the proposal: containers in containers, and nobody leaves",
  source: "Serge E. Hallyn, containers@lists.osdl.org, 14 December 2006",
  calls,
  shows: ["nsproxies", "levels", "images"],
  initial,
  shape: treeShape,
  callers: (world) => living(world.tasks),
  operations,
  apply,
  observe: (world) => observeTree(world),
};

/** W1: one container, one nsproxy in it with one namespace of each kind, one task. */
function initial(scope: Scope): World {
  const namespaces = Object.fromEntries(scope.kinds.map((kind) => [kind, namespaceNumber(FIRST)]));
  return {
    tasks: tableOf({ nsproxy: nsproxyNumber(FIRST) }),
    nsproxies: tableOf({ container: ROOT, namespaces }),
    containers: tableOf({ parent: null, name: "", nsproxy: nsproxyNumber(FIRST) }),
    images: [],
  };
}

function operations(world: World, task: TaskNumber, scope: Scope): Iterable<NestedOperation> {
  // Made from this very table of calls, so these are this design's operations.
  return whatToTry(calls, scope, task, pathsInView(world, task)) as Iterable<NestedOperation>;
}

/** The operations. `ESRCH` comes before all other checks. */
function apply(world: World, operation: NestedOperation, scope: Scope): Outcome {
  if (!find(world.tasks, operation.task)) return "ESRCH";
  switch (operation.op) {
    case "fork":
      return fork(world, operation, scope);
    case "unshare":
      return unshare(world, operation, scope);
    case "setns":
      return setns(world, operation);
    case "exit":
      return exit(world, operation);
    case "rename":
      return rename(world, operation);
    case "kill":
      return kill(world, operation);
    case "checkpoint":
      return checkpoint(world, operation, scope);
    case "restart":
      return restart(world, operation, scope);
    default:
      return unreachable(operation);
  }
}

type Call<Field extends keyof OperationFields = never> = { readonly task: TaskNumber } & Pick<
  OperationFields,
  Field
>;

function fork(world: World, { task }: Call, scope: Scope): Outcome {
  if (count(world.tasks) >= scope.tasks) return "EAGAIN";

  add(world.tasks, { nsproxy: at(world.tasks, task).nsproxy });
  return "ok";
}

function unshare(world: World, { task, kinds }: Call<"kinds">, scope: Scope): Outcome {
  if (kinds.length === 0 || !kinds.every((kind) => scope.kinds.includes(kind))) return "EINVAL";
  if (count(world.containers) >= scope.containers) return "ENOSPC";

  const parent = ownContainer(world, task);
  const name = unnamed((taken) => childNamed(world.containers, parent, taken) !== undefined); // N2
  const container = add(world.containers, { parent, name, nsproxy: null });
  const namespaces = { ...ownNsproxy(world, task).namespaces };
  for (const kind of kinds) namespaces[kind] = nth(newNamespaces(world, kind, 1), 1);
  use(world, task, addNsproxy(world, container, namespaces));
  return "ok";
}

function setns(world: World, { task, path }: Call<"path">): Outcome {
  const container = resolve(world.containers, ownContainer(world, task), path);
  if (container === undefined) return "ENOENT";
  const { nsproxy } = at(world.containers, container);
  if (nsproxy === null) return "ENXIO";

  use(world, task, nsproxy);
  return "ok";
}

function exit(world: World, { task }: Call): Outcome {
  remove(world, task); // W5: any task may
  return "ok";
}

function rename(world: World, { task, path, name }: Call<"path" | "name">): Outcome {
  const container = resolve(world.containers, ownContainer(world, task), path);
  if (container === undefined) return "ENOENT";
  if (container === ownContainer(world, task)) return "EBUSY";
  if (!isName(name)) return "EINVAL"; // N1
  const row = at(world.containers, container);
  const bearer = row.parent === null ? undefined : childNamed(world.containers, row.parent, name);
  if (bearer !== undefined && bearer !== container) return "EEXIST"; // N1

  row.name = name;
  return "ok";
}

function kill(world: World, { task, path }: Call<"path">): Outcome {
  const container = resolve(world.containers, ownContainer(world, task), path);
  if (container === undefined) return "ENOENT";
  if (container === ownContainer(world, task)) return "EBUSY";

  for (const victim of living(world.tasks)) if (isIn(world, victim, container)) remove(world, victim);
  return "ok";
}

function checkpoint(
  world: World,
  { task, path, image: name }: Call<"path" | "image">,
  scope: Scope,
): Outcome {
  const container = resolve(world.containers, ownContainer(world, task), path);
  if (container === undefined) return "ENOENT";
  if (container === ownContainer(world, task)) return "EBUSY";
  if (!isName(name)) return "EINVAL"; // N1
  const image = record(world, container, scope.kinds);
  if (image === undefined) return "EINVAL"; // C1
  const isNew = world.images.every((other) => other.name !== name);
  if (isNew && world.images.length >= scope.images) return "ENOSPC";

  const others = world.images.filter((other) => other.name !== name);
  const place = others.filter((other) => other.name < name).length;
  world.images = others.toSpliced(place, 0, { name, ...image });
  return "ok";
}

/** C1: what an image records of a subtree; nothing where it leans on more than one outside namespace of a kind. */
function record(world: World, top: ContainerNumber, kinds: readonly Kind[]): Image | undefined {
  const containers = living(world.containers).filter((container) =>
    isInOrBelow(world.containers, container, top),
  );
  const nsproxies = living(world.nsproxies).filter((nsproxy) =>
    containers.includes(at(world.nsproxies, nsproxy).container),
  );
  const tasks = living(world.tasks).filter((task) => isIn(world, task, top));
  const divided = kinds.map((kind) => ({ kind, ...divide(world, kind, nsproxies, tasks) }));
  if (divided.some(({ outside }) => outside.length > 1)) return undefined;

  return {
    containers: containers.map((container) => {
      const { parent, name } = at(world.containers, container);
      if (container === top || parent === null) return { parent: null, name: "" };
      return { parent: containers.indexOf(parent) + 1, name };
    }),
    nsproxies: nsproxies.map((nsproxy) => {
      const { container, namespaces } = at(world.nsproxies, nsproxy);
      const numbers = divided.map(({ kind, inside }) => {
        const order = inside.indexOf(namespaceOf(namespaces, kind)) + 1;
        return [kind, order === 0 ? OUTSIDE : order];
      });
      return { container: containers.indexOf(container) + 1, namespaces: Object.fromEntries(numbers) };
    }),
    tasks: tasks.map((task) => ({ nsproxy: nsproxies.indexOf(at(world.tasks, task).nsproxy) + 1 })),
  };
}

/** C1: the namespaces of a kind that nsproxies use, in order: those that no other task uses, and those that one does. */
function divide(world: World, kind: Kind, nsproxies: NsproxyNumber[], tasks: TaskNumber[]) {
  const numbers = nsproxies.map((nsproxy) => namespaceOf(at(world.nsproxies, nsproxy).namespaces, kind));
  const used = [...new Set(numbers)].sort((a, b) => a - b);
  const elsewhere = new Set(
    living(world.tasks)
      .filter((task) => !tasks.includes(task))
      .map((task) => namespaceOf(ownNsproxy(world, task).namespaces, kind)),
  );
  return {
    inside: used.filter((number) => !elsewhere.has(number)),
    outside: used.filter((number) => elsewhere.has(number)),
  };
}

function restart(
  world: World,
  { task, image: imageName, name }: Call<"image" | "name">,
  scope: Scope,
): Outcome {
  const image = world.images.find((other) => other.name === imageName);
  if (image === undefined) return "ENOENT";
  if (!isName(name)) return "EINVAL"; // N1
  const parent = ownContainer(world, task);
  if (childNamed(world.containers, parent, name) !== undefined) return "EEXIST"; // N1
  if (count(world.tasks) + image.tasks.length > scope.tasks) return "EAGAIN";
  if (count(world.containers) + image.containers.length > scope.containers) return "ENOSPC";

  restore(world, image, task, name);
  return "ok";
}

/** C2: a copy of an image under a task's container. W2: it takes its numbers in the order of those in the image. */
function restore(world: World, image: Image, task: TaskNumber, name: string): void {
  const own = ownNsproxy(world, task);
  const parent = own.container;
  const made = mapKinds(own.namespaces, (kind) => newNamespaces(world, kind, insideCount(image, kind)));

  const containers = image.containers.map((row) =>
    add(world.containers, { parent, name: row.name, nsproxy: null }),
  );
  image.containers.forEach((row, index) => {
    const copy = at(world.containers, nth(containers, index + 1));
    if (row.parent === null) copy.name = name;
    else copy.parent = nth(containers, row.parent);
  });
  const nsproxies = image.nsproxies.map((row) => {
    const namespaces = mapKinds(own.namespaces, (kind, ownNamespace) => {
      const number = row.namespaces[kind] ?? OUTSIDE;
      return number === OUTSIDE ? ownNamespace : nth(made[kind] ?? [], number);
    });
    return addNsproxy(world, nth(containers, row.container), namespaces);
  });
  for (const row of image.tasks) add(world.tasks, { nsproxy: nth(nsproxies, row.nsproxy) });
}

/** How many namespaces of a kind an image has inside: they are numbered without gaps. */
function insideCount(image: Image, kind: Kind): number {
  const numbers = image.nsproxies.map(({ namespaces }) => namespaces[kind] ?? OUTSIDE);
  return Math.max(0, ...numbers.filter((number) => number !== OUTSIDE));
}

function ownNsproxy(world: World, task: TaskNumber): Nsproxy {
  return at(world.nsproxies, at(world.tasks, task).nsproxy);
}

/** What a task names `/` (N3). */
function ownContainer(world: World, task: TaskNumber): ContainerNumber {
  return ownNsproxy(world, task).container;
}

/** Whether a task sits in a container or below it. */
function isIn(world: World, task: TaskNumber, container: ContainerNumber): boolean {
  return isInOrBelow(world.containers, ownContainer(world, task), container);
}

/** N4: a task can name its own container and what is below it. In order of the containers' numbers. */
function pathsInView(world: World, task: TaskNumber): string[] {
  const own = ownContainer(world, task);
  const paths: string[] = [];
  for (const container of living(world.containers)) {
    const path = pathFrom(world.containers, own, container);
    if (path !== undefined) paths.push(path);
  }
  return paths;
}

/** W2: a new nsproxy in a container. */
function addNsproxy(
  world: World,
  container: ContainerNumber,
  namespaces: Nsproxy["namespaces"],
): NsproxyNumber {
  const nsproxy = add(world.nsproxies, { container, namespaces });
  at(world.containers, container).nsproxy = nsproxy;
  return nsproxy;
}

/** W2: the lowest numbers that no namespace of a kind bears. */
function newNamespaces(world: World, kind: Kind, howMany: number): NamespaceNumber[] {
  const used = new Set(
    living(world.nsproxies).map((nsproxy) => at(world.nsproxies, nsproxy).namespaces[kind]),
  );
  const numbers: NamespaceNumber[] = [];
  for (let number = FIRST; numbers.length < howMany; number++) {
    if (!used.has(namespaceNumber(number))) numbers.push(namespaceNumber(number));
  }
  return numbers;
}

/** A task goes over to a nsproxy, and so into its container. */
function use(world: World, task: TaskNumber, nsproxy: NsproxyNumber): void {
  const row = at(world.tasks, task);
  const left = row.nsproxy;
  row.nsproxy = nsproxy;
  releaseUnused(world, left);
}

/** A task is gone. */
function remove(world: World, task: TaskNumber): void {
  const left = at(world.tasks, task).nsproxy;
  release(world.tasks, task);
  releaseUnused(world, left);
}

/** Releases what W3 and W4 no longer keep when a task has left a nsproxy. */
function releaseUnused({ tasks, nsproxies, containers }: World, left: NsproxyNumber): void {
  if (some(tasks, (task) => task.nsproxy === left)) return;
  const { container } = at(nsproxies, left);
  at(containers, container).nsproxy = null;
  release(nsproxies, left); // W3, and with it the namespaces that only it used

  let empty = container;
  while (empty !== ROOT && isEmpty(containers, empty)) {
    const { parent } = at(containers, empty);
    release(containers, empty); // W4
    empty = parent ?? ROOT;
  }
}

/** Whether no task is in a container or below it: what is below it lives only while a task is in it. */
function isEmpty(containers: World["containers"], container: ContainerNumber): boolean {
  if (at(containers, container).nsproxy !== null) return false;
  return !some(containers, ({ parent }) => parent === container);
}
