/**
 * `nested`: the proposal. Containers form a tree like a filesystem; a task that enters one never leaves its ancestors;
 * killing one kills all that is inside; each task sees names from where it stands.
 *
 * Source: Serge E. Hallyn, "Re: semantics for namespace naming", containers@lists.osdl.org, 14 December 2006.
 *
 * Where the text is silent:
 * - C1's "at most one outside namespace of each kind" never refuses here. A container gets one nsproxy, when it is
 *   made, and never another, so for each kind it has one namespace for life: its parent's, or a new one. The containers
 *   that ever had a given namespace are therefore connected in the tree. If it is used both inside and outside a subtree, the
 *   top of the subtree had it, so it is the top's own, of which there is one for each kind. A restart preserves this: what is
 *   outside the image becomes the caller's own, and the copy stands under the caller's container.
 * - `restart` checks for `EAGAIN` (tasks) before `ENOSPC` (containers), in the order in which the table names them.
 *
 * The rules come in three parts: the operations on containers, whatever keeps the namespaces; recording and restarting; and the
 * nsproxies, which keep the namespaces here. Another design is these rules with some of them replaced.
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import { type Image, OUTSIDE } from "../src/domains/containers/image.ts";
import { areKinds, firstNamespaces, mapKinds, newNamespaces } from "../src/domains/containers/namespaces.ts";
import type { ContainerObservation, Namespaces } from "../src/domains/containers/observation.ts";
import { observeTree } from "../src/domains/containers/observe-tree.ts";
import type { ContainerFields, ContainerOperationOf } from "../src/domains/containers/operation.ts";
import { insideCount, recordSubtree } from "../src/domains/containers/record.ts";
import type { ContainerScope } from "../src/domains/containers/scope.ts";
import { treeShape } from "../src/domains/containers/tree-shape.ts";
import { nestedManager } from "../src/managers/nested.ts";
import type { Kind } from "../src/model/kind.ts";
import type { AnyManager } from "../src/model/manager.ts";
import type { Refusals } from "../src/model/model.ts";
import {
  type ContainerNumber,
  FIRST,
  type NamespaceNumber,
  type NsproxyNumber,
  nsproxyNumber,
  ROOT,
  type TaskNumber,
} from "../src/model/numbers.ts";
import type { Outcome } from "../src/model/outcome.ts";
import type { Shape } from "../src/model/shape.ts";
import { unreachable } from "../src/model/unreachable.ts";
import { isUsed } from "../src/world/is-used.ts";
import { isName } from "../src/world/name.ts";
import { nth } from "../src/world/nth.ts";
import { add, at, count, living, lowest, release, type Table, tableOf } from "../src/world/table.ts";
import {
  childNamed,
  freeName,
  hasChildren,
  isInOrBelow,
  pathsFrom,
  resolve,
  type TreeNode,
} from "../src/world/tree.ts";

export interface Task {
  nsproxy: NsproxyNumber;
}

export interface Nsproxy {
  container: ContainerNumber;
  /** One for each kind in scope. */
  namespaces: Partial<Record<Kind, NamespaceNumber>>;
}

export interface Container {
  /** Null for the root. */
  parent: ContainerNumber | null;
  name: string;
  /** Null while no task sits directly in it. */
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

/** The calls on containers. */
export const containerCalls = {
  fork: [],
  exit: [],
  unshare: ["kinds"],
  setns: ["path"],
  rename: ["path", "name"],
  kill: ["path"],
} as const;

/** The calls of `nested`. */
export const nestedCalls = {
  ...containerCalls,
  checkpoint: ["path", "image"],
  restart: ["image", "name"],
} as const;

/** The errnos that refuse the calls on containers. */
export const containerRefusals = {
  fork: ["EAGAIN"],
  exit: [],
  unshare: ["EINVAL", "ENOSPC"],
  setns: ["ENOENT", "ENXIO"],
  rename: ["ENOENT", "EBUSY", "EINVAL", "EEXIST"],
  kill: ["ENOENT", "EBUSY"],
} as const satisfies Refusals;

/** The errnos that refuse the calls of `nested`. */
export const nestedRefusals = {
  ...containerRefusals,
  checkpoint: ["ENOENT", "EBUSY", "EINVAL", "ENOSPC"],
  restart: ["ENOENT", "EINVAL", "EEXIST", "EAGAIN", "ENOSPC"],
} as const satisfies Refusals;

type ContainerOperation = ContainerOperationOf<typeof containerCalls>;
export type NestedOperation = ContainerOperationOf<typeof nestedCalls>;

/** The caller of an operation, and some of its fields. */
export type Call<Field extends keyof ContainerFields = never> = { readonly task: TaskNumber } & Pick<
  ContainerFields,
  Field
>;

/** The part of a world that the operations on containers need. */
interface ContainerWorld {
  tasks: Table<TaskNumber, object>;
  containers: Table<ContainerNumber, TreeNode>;
}

/**
 * The operations on containers, each by a live task: any other is refused with `ESRCH` before all else. A subclass that keeps the
 * namespaces implements the abstract methods.
 */
export abstract class ContainerRules<W extends ContainerWorld> {
  perform(world: W, operation: ContainerOperation, scope: ContainerScope): Outcome {
    switch (operation.op) {
      case "fork":
        return this.fork(world, operation, scope);
      case "exit":
        return this.exit(world, operation);
      case "unshare":
        return this.unshare(world, operation, scope);
      case "setns":
        return this.setns(world, operation, scope);
      case "rename":
        return this.rename(world, operation);
      case "kill":
        return this.kill(world, operation);
      default:
        return unreachable(operation);
    }
  }

  fork(world: W, { task }: Call, scope: ContainerScope): Outcome {
    if (count(world.tasks) >= scope.tasks) return "EAGAIN";

    this.addTaskLike(world, task);
    return "ok";
  }

  exit(world: W, { task }: Call): Outcome {
    release(world.tasks, task); // W5: any task may
    return "ok";
  }

  unshare(world: W, { task, kinds }: Call<"kinds">, scope: ContainerScope): Outcome {
    if (!areKinds(kinds, scope)) return "EINVAL";
    if (count(world.containers) >= scope.containers) return "ENOSPC";

    const parent = this.parentOfNew(world, task);
    const container = this.addContainer(world, parent, this.nameOfNew(world, parent, task));
    this.goInto(world, task, container, this.unshared(world, task, kinds));
    return "ok";
  }

  setns(world: W, operation: Call<"path">, _scope: ContainerScope): Outcome {
    const container = this.resolve(world, operation.task, operation.path);
    if (container === undefined) return "ENOENT";
    if (container === this.ownContainer(world, operation.task)) return "ok";

    return this.enter(world, operation, container);
  }

  rename(world: W, { task, path, name }: Call<"path" | "name">): Outcome {
    const container = this.resolve(world, task, path);
    if (container === undefined) return "ENOENT";
    if (container === this.ownContainer(world, task)) return "EBUSY";
    if (!isName(name)) return "EINVAL"; // N1
    const row = at(world.containers, container);
    const bearer = childNamed(world.containers, row.parent, name);
    if (bearer !== undefined && bearer !== container) return "EEXIST"; // N1

    row.name = name;
    return "ok";
  }

  kill(world: W, { task, path }: Call<"path">): Outcome {
    const container = this.resolve(world, task, path);
    if (container === undefined) return "ENOENT";
    if (container === this.ownContainer(world, task)) return "EBUSY";

    this.killAllIn(world, container);
    return "ok";
  }

  killAllIn(world: W, container: ContainerNumber): void {
    for (const task of living(world.tasks)) if (this.isIn(world, task, container)) release(world.tasks, task);
  }

  /** Whether a task sits in a container or below it. */
  isIn(world: W, task: TaskNumber, container: ContainerNumber): boolean {
    return isInOrBelow(world.containers, this.ownContainer(world, task), container);
  }

  /** N3: the container that a path names for a task; `undefined` if it names none. */
  resolve(world: W, task: TaskNumber, path: string): ContainerNumber | undefined {
    return resolve(world.containers, this.ownContainer(world, task), path);
  }

  /** N4: the paths of a task's own container and of those below it, in order of the containers' numbers. */
  pathsInView(world: W, task: TaskNumber): string[] {
    return pathsFrom(world.containers, this.ownContainer(world, task));
  }

  /** The parent of a container that a task makes: the task's own. */
  parentOfNew(world: W, task: TaskNumber): ContainerNumber | null {
    return this.ownContainer(world, task);
  }

  /** N2. */
  nameOfNew(world: W, parent: ContainerNumber | null, _task: TaskNumber): string {
    return freeName(world.containers, parent);
  }

  /** New namespaces of the kinds named, and a task's own of every other kind. */
  unshared(world: W, task: TaskNumber, kinds: readonly Kind[]): Nsproxy["namespaces"] {
    const users = this.namespaceUsers(world);
    return mapKinds(this.namespacesOf(world, task), (kind, own) =>
      kinds.includes(kind) ? nth(newNamespaces(users, kind, 1), 1) : own,
    );
  }

  /** W4: releases the containers that no task is in any more, the innermost first. */
  releaseUnused(world: W): void {
    const unused = lowest(
      world.containers,
      (container) => container !== ROOT && this.isEmpty(world, container),
    );
    if (unused === undefined) return;
    this.releaseContainer(world, unused);
    this.releaseUnused(world);
  }

  /** Whether no task is in a container or below it. If it has a child there is one, since a child lives only while a task is in it. */
  isEmpty(world: W, container: ContainerNumber): boolean {
    return !this.isInhabited(world, container) && !hasChildren(world.containers, container);
  }

  /** Whether a task sits directly in a container. */
  isInhabited(world: W, container: ContainerNumber): boolean {
    return lowest(world.tasks, (task) => this.ownContainer(world, task) === container) !== undefined;
  }

  releaseContainer(world: W, container: ContainerNumber): void {
    release(world.containers, container);
  }

  /** What a task names `/` (N3). */
  abstract ownContainer(world: W, task: TaskNumber): ContainerNumber;
  abstract namespacesOf(world: W, task: TaskNumber): Namespaces;
  /** The rows that use namespaces: a namespace lives exactly while one of them uses it (W3). */
  abstract namespaceUsers(world: W): Table<number, { namespaces: Namespaces }>;
  abstract addTaskLike(world: W, task: TaskNumber): TaskNumber;
  abstract addContainer(world: W, parent: ContainerNumber | null, name: string): ContainerNumber;
  /** A task goes into a new container, with these namespaces. */
  abstract goInto(world: W, task: TaskNumber, container: ContainerNumber, namespaces: Namespaces): void;
  /** A task enters a container that is not its own, or is refused. */
  abstract enter(world: W, operation: Call<"path">, container: ContainerNumber): Outcome;
}

/** Recording subtrees and restarting them. A subclass that keeps the namespaces decides what an image holds of them. */
export abstract class ImageRules<
  W extends ContainerWorld & { images: NamedImage[] },
> extends ContainerRules<W> {
  override perform(world: W, operation: NestedOperation, scope: ContainerScope): Outcome {
    switch (operation.op) {
      case "checkpoint":
        return this.checkpoint(world, operation, scope);
      case "restart":
        return this.restart(world, operation, scope);
      default:
        return super.perform(world, operation, scope);
    }
  }

  checkpoint(world: W, { task, path, image: name }: Call<"path" | "image">, scope: ContainerScope): Outcome {
    const container = this.resolve(world, task, path);
    if (container === undefined) return "ENOENT";
    if (container === this.ownContainer(world, task)) return "EBUSY";
    if (!isName(name)) return "EINVAL"; // N1
    const image = this.record(world, container, scope.kinds);
    if (image === undefined) return "EINVAL"; // C1
    const isNew = world.images.every((other) => other.name !== name);
    if (isNew && world.images.length >= scope.images) return "ENOSPC";

    const others = world.images.filter((other) => other.name !== name);
    const place = others.filter((other) => other.name < name).length;
    world.images = others.toSpliced(place, 0, { name, ...image });
    return "ok";
  }

  restart(
    world: W,
    { task, image: imageName, name }: Call<"image" | "name">,
    scope: ContainerScope,
  ): Outcome {
    const image = world.images.find((other) => other.name === imageName);
    if (image === undefined) return "ENOENT";
    if (!isName(name)) return "EINVAL"; // N1
    const own = this.ownContainer(world, task);
    if (childNamed(world.containers, own, name) !== undefined) return "EEXIST"; // N1
    if (count(world.tasks) + image.tasks.length > scope.tasks) return "EAGAIN";
    if (count(world.containers) + image.containers.length > scope.containers) return "ENOSPC";

    const containers = this.restoreContainers(world, image, own, name);
    this.restoreTasks(world, image, containers, this.restoreNamespaces(world, image, task));
    return "ok";
  }

  /** C2: makes the containers of a copy under a parent. W2: their numbers follow the order of those in the image. */
  restoreContainers(world: W, image: Image, parent: ContainerNumber, name: string): ContainerNumber[] {
    const containers = image.containers.map((row) => this.addContainer(world, parent, row.name));
    image.containers.forEach((row, index) => {
      const copy = at(world.containers, nth(containers, index + 1));
      if (row.parent === null) copy.name = name;
      else copy.parent = nth(containers, row.parent);
    });
    return containers;
  }

  /** C2: the namespaces that each nsproxy of an image gets: new ones for those inside the image, the caller's own for those outside. */
  restoreNamespaces(world: W, image: Image, task: TaskNumber): Nsproxy["namespaces"][] {
    const own = this.namespacesOf(world, task);
    const users = this.namespaceUsers(world);
    const made = mapKinds(own, (kind) => newNamespaces(users, kind, insideCount(image, kind)));
    return image.nsproxies.map(({ namespaces }) =>
      mapKinds(own, (kind, ownNamespace) => {
        const number = namespaces[kind] ?? OUTSIDE;
        return number === OUTSIDE ? ownNamespace : nth(made[kind] ?? [], number);
      }),
    );
  }

  /** C1: what an image records of a container; `undefined` if it leans on more than one outside namespace of a kind. */
  abstract record(world: W, top: ContainerNumber, kinds: readonly Kind[]): Image | undefined;
  /** C2: makes the tasks of a copy, given the container made for each container of the image and the namespaces for each of its nsproxies. */
  abstract restoreTasks(
    world: W,
    image: Image,
    containers: readonly ContainerNumber[],
    namespaces: readonly Namespaces[],
  ): void;
}

/** The proposal: a task has its namespaces through a nsproxy, which stands in a container. */
export class NestedRules extends ImageRules<World> {
  readonly manager: AnyManager | undefined = nestedManager;

  /** W1: one container, one nsproxy in it with one namespace of each kind, one task. */
  initial(scope: ContainerScope): World {
    return {
      tasks: tableOf({ nsproxy: nsproxyNumber(FIRST) }),
      nsproxies: tableOf({ container: ROOT, namespaces: firstNamespaces(scope) }),
      containers: tableOf({ parent: null, name: "", nsproxy: nsproxyNumber(FIRST) }),
      images: [],
    };
  }

  shape(scope: ContainerScope): Shape {
    return treeShape(scope);
  }

  observe(world: World, like?: ContainerObservation): ContainerObservation {
    return observeTree(world, like);
  }

  ownNsproxy(world: World, task: TaskNumber): Nsproxy {
    return at(world.nsproxies, at(world.tasks, task).nsproxy);
  }

  ownContainer(world: World, task: TaskNumber): ContainerNumber {
    return this.ownNsproxy(world, task).container;
  }

  namespacesOf(world: World, task: TaskNumber): Namespaces {
    return this.ownNsproxy(world, task).namespaces;
  }

  namespaceUsers(world: World): World["nsproxies"] {
    return world.nsproxies;
  }

  addTaskLike(world: World, task: TaskNumber): TaskNumber {
    return this.addTask(world, at(world.tasks, task).nsproxy);
  }

  addTask(world: World, nsproxy: NsproxyNumber): TaskNumber {
    return add(world.tasks, { nsproxy });
  }

  addContainer(world: World, parent: ContainerNumber | null, name: string): ContainerNumber {
    return add(world.containers, { parent, name, nsproxy: null });
  }

  addNsproxy(world: World, container: ContainerNumber, namespaces: Namespaces): NsproxyNumber {
    const nsproxy = add(world.nsproxies, { container, namespaces: { ...namespaces } });
    at(world.containers, container).nsproxy = nsproxy;
    return nsproxy;
  }

  goInto(world: World, task: TaskNumber, container: ContainerNumber, namespaces: Namespaces): void {
    at(world.tasks, task).nsproxy = this.addNsproxy(world, container, namespaces);
  }

  enter(world: World, { task }: Call<"path">, container: ContainerNumber): Outcome {
    const { nsproxy } = at(world.containers, container);
    if (nsproxy === null) return "ENXIO";

    at(world.tasks, task).nsproxy = nsproxy;
    return "ok";
  }

  record(world: World, top: ContainerNumber, kinds: readonly Kind[]): Image | undefined {
    return recordSubtree(world, top, kinds);
  }

  restoreTasks(
    world: World,
    image: Image,
    containers: readonly ContainerNumber[],
    namespaces: readonly Namespaces[],
  ): void {
    const nsproxies = this.restoreNsproxies(world, image, containers, namespaces);
    for (const row of image.tasks) this.addTask(world, nth(nsproxies, row.nsproxy));
  }

  restoreNsproxies(
    world: World,
    image: Image,
    containers: readonly ContainerNumber[],
    namespaces: readonly Namespaces[],
  ): NsproxyNumber[] {
    return image.nsproxies.map((row, index) =>
      this.addNsproxy(world, nth(containers, row.container), nth(namespaces, index + 1)),
    );
  }

  /** Releases what W3 no longer keeps, and then what W4 no longer keeps. */
  override releaseUnused(world: World): void {
    const unused = lowest(world.nsproxies, (nsproxy) => !this.isUsed(world, nsproxy));
    if (unused === undefined) {
      super.releaseUnused(world);
      return;
    }
    this.releaseNsproxy(world, unused);
    this.releaseUnused(world);
  }

  isUsed(world: World, nsproxy: NsproxyNumber): boolean {
    return isUsed(world, nsproxy);
  }

  override isInhabited(world: World, container: ContainerNumber): boolean {
    return at(world.containers, container).nsproxy !== null;
  }

  /** With it go the namespaces that only it used. */
  releaseNsproxy(world: World, nsproxy: NsproxyNumber): void {
    at(world.containers, at(world.nsproxies, nsproxy).container).nsproxy = null;
    release(world.nsproxies, nsproxy);
  }
}

export const nested = defineModel(new NestedRules(), {
  name: "nested",
  summary: "the proposal: containers in containers, and nobody leaves",
  source: "Serge E. Hallyn, containers@lists.osdl.org, 14 December 2006",
  calls: nestedCalls,
  refusals: nestedRefusals,
  shows: ["nsproxies", "levels", "images"],
});
