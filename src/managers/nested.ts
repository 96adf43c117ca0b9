/**
 * `nested`, the proposal, implemented on today's Linux: a container is a cgroup and the namespaces of the tasks in it.
 *
 * | in the proposal | on the kernel |
 * | --- | --- |
 * | a task | a process |
 * | a container and its name | a cgroup and its directory (cgroups(7)) |
 * | its nsproxy | the namespaces of the processes directly in the cgroup (namespaces(7)) |
 * | what a task sees | its cgroup and what is below: openat2(2) with RESOLVE_IN_ROOT, and a cgroup namespace (cgroup_namespaces(7)) |
 *
 * Everything follows from the operation and from what the kernel shows. What has no place in the kernel is in `keeps`.
 */

import type { ContainerOperation } from "../domains/containers/operation.ts";
import type { ContainerScope } from "../domains/containers/scope.ts";
import type { Kind } from "../model/kind.ts";
import { FIRST_TASK, type TaskNumber, taskNumber } from "../model/numbers.ts";
import { Inits } from "./inits.ts";
import type { CgroupShown, Directory, Kernel, Process, ProcessShown, Said } from "./kernel.ts";
import { all, given, type Manager, NoCounterpart, Refused, type Running } from "./manager.ts";
import { allIn, isName, isPathInOnePiece, isText, unnamed, walk } from "./names.ts";

/** Kinds that unshare(2) gives to children only; see pid_namespaces(7) and time_namespaces(7). */
export const FOR_CHILDREN: readonly Kind[] = ["pid", "time"];

/** What is known of an image: its size. The kernel has no place for what is in it. */
interface ImageSize {
  readonly tasks: number;
  readonly containers: number;
}

export class NestedManager implements Running {
  readonly tasks = new Map<TaskNumber, Process>();
  protected readonly kernel: Kernel;
  protected readonly scope: ContainerScope;
  protected readonly inits: Inits;
  readonly #images = new Map<string, ImageSize>();
  /** Whether a container has a name that is not its directory's: then the kernel can no longer resolve paths. */
  #hasNamesInAttributes = false;

  constructor(kernel: Kernel, scope: ContainerScope) {
    this.kernel = kernel;
    this.scope = scope;
    this.inits = new Inits(kernel);
  }

  /** W1. */
  async begin(): Promise<void> {
    const first = await given(this.kernel.spawn(this.kernel.root));
    this.tasks.set(FIRST_TASK, first);
    await all(this.rootView(first));
    await this.begun(first);
  }

  /** Called when the first task is there. */
  protected async begun(_first: Process): Promise<void> {
    // Other designs record something about it.
  }

  async perform(operation: ContainerOperation): Promise<Said> {
    const process = this.tasks.get(operation.task);
    if (process === undefined) return "ESRCH"; // no process bears that number
    try {
      return await this.carryOut(operation, process);
    } catch (error) {
      if (error instanceof Refused) return error.outcome;
      throw error;
    }
  }

  /** Carries out an operation of a live task. */
  protected carryOut(operation: ContainerOperation, process: Process): Promise<Said> {
    const { task, path = "", name = "", image = "", kinds = [] } = operation;
    switch (operation.op) {
      case "fork":
        return this.fork(process, task);
      case "exit":
        return this.exit(process);
      case "unshare":
        return this.unshare(process, kinds, task);
      case "setns":
        return this.setns(process, path, kinds, task);
      case "rename":
        return this.rename(process, path, name);
      case "kill":
        return this.kill(process, path);
      case "checkpoint":
        return this.checkpoint(process, path, image);
      case "restart":
        return this.restart(process, image, name);
      default:
        throw new NoCounterpart(`${operation.op}: no manager has this operation`);
    }
  }

  /** clone(2): the child has the namespaces and the cgroup of its parent. No task is the child of another, by W5. */
  protected async fork(process: Process, task: TaskNumber): Promise<Said> {
    if (!this.kernel.bounds.tasks && this.tasks.size >= this.scope.tasks) return "EAGAIN";
    const child = await given(this.kernel.clone(process, "sibling")); // EAGAIN because of pids.max

    const number = this.#lowestFree();
    this.tasks.set(number, child);
    this.born(number, task);
    return "ok";
  }

  /** Called when a task was forked. */
  protected born(_child: TaskNumber, _parent: TaskNumber): void {
    // Other designs record something about it.
  }

  /** _exit(2), and waits for the process to go. */
  protected async exit(process: Process): Promise<Said> {
    await all(this.kernel.exit(process), this.waitFor([process]));
    await this.releaseUnused();
    return "ok";
  }

  /** mkdir(2) of a cgroup, the process into its cgroup.procs, then unshare(2). */
  protected async unshare(process: Process, kinds: readonly Kind[], task: TaskNumber): Promise<Said> {
    if (!this.areKinds(kinds)) return "EINVAL"; // the kernel would also take other kinds, or none
    const own = await this.ownDirectory(process);
    const container = await this.makeContainer(await this.parentOfNew(own), task); // ENOSPC
    try {
      await this.makeNamespaces(process, container, kinds, task);
    } catch (error) {
      await Promise.all([this.kernel.move(process, own), this.kernel.rmdir(container)]);
      throw error;
    }
    this.joined(task, container);
    await this.releaseUnused();
    return "ok";
  }

  /** Called when a task has entered a container. */
  protected joined(_task: TaskNumber, _container: Directory): void {
    // Other designs record something about it.
  }

  /** Reads cgroup.procs of the container, puts the process into that cgroup, and has it call setns(2) with the pidfd of a task that is there. */
  protected async setns(
    process: Process,
    path: string,
    kinds: readonly Kind[],
    task: TaskNumber,
  ): Promise<Said> {
    const own = await this.ownDirectory(process);
    const container = await this.resolve(own, path);
    if (container === undefined) return "ENOENT";
    if (container === own) return "ok";

    const outcome = await this.enter(process, container, kinds, task);
    if (outcome !== "ok") return outcome;
    this.joined(task, container);
    await this.releaseUnused();
    return "ok";
  }

  protected async enter(
    process: Process,
    container: Directory,
    _kinds: readonly Kind[],
    task: TaskNumber,
  ): Promise<Said> {
    const [there] = await this.tasksDirectlyIn(container);
    if (there === undefined) return "ENXIO"; // no pidfd to enter by
    await this.enterNamespaces(process, container, there, this.scope.kinds, task);
    return "ok";
  }

  /** v1: rename(2). v2 has none: the name goes into an attribute of the cgroup. */
  protected async rename(process: Process, path: string, name: string): Promise<Said> {
    const own = await this.ownDirectory(process);
    const container = await this.resolve(own, path);
    if (container === undefined) return "ENOENT";
    if (container === own) return "EBUSY";
    if (!isName(name)) return "EINVAL"; // N1
    const { children: siblings } = await this.kernel.tree(parentOf(container));
    const bearer = siblings.find((sibling) => sibling.name === name);
    if (bearer !== undefined) return bearer.directory === container ? "ok" : "EEXIST"; // N1

    await this.#giveName(container, name);
    return "ok";
  }

  /** v2: cgroup.kill. v1: SIGKILL by the pidfd of each task in it and below, until none is left. Then waits for them to go. */
  protected async kill(process: Process, path: string): Promise<Said> {
    const own = await this.ownDirectory(process);
    const container = await this.resolve(own, path);
    if (container === undefined) return "ENOENT";
    if (container === own) return "EBUSY";

    await this.killAllIn(container);
    await this.releaseUnused();
    return "ok";
  }

  /** Nothing is recorded: the kernel keeps no images of tasks. The manager only records that there is one, and how large. */
  protected async checkpoint(process: Process, path: string, image: string): Promise<Said> {
    const own = await this.ownDirectory(process);
    const container = await this.resolve(own, path);
    if (container === undefined) return "ENOENT";
    if (container === own) return "EBUSY";
    if (!isName(image)) return "EINVAL"; // N1
    const subtree = allIn(await this.kernel.tree(container));
    if (await this.leansOnSeveral(subtree)) return "EINVAL"; // C1
    if (!this.#images.has(image) && this.#images.size >= this.scope.images) return "ENOSPC";

    const tasks = subtree.reduce((sum, { pids }) => sum + pids.length, 0);
    this.#images.set(image, { tasks, containers: subtree.length });
    return "ok";
  }

  /** Only the refusals have a counterpart. */
  protected async restart(process: Process, image: string, name: string): Promise<Said> {
    const size = this.#images.get(image);
    if (size === undefined) return "ENOENT";
    if (!isName(name)) return "EINVAL"; // N1
    const { children: siblings } = await this.kernel.tree(await this.ownDirectory(process));
    if (siblings.some((sibling) => sibling.name === name)) return "EEXIST"; // N1
    if (this.tasks.size + size.tasks > this.scope.tasks) return "EAGAIN";
    const containers = allIn(await this.kernel.tree(this.kernel.root)).length;
    if (containers + size.containers > this.scope.containers) return "ENOSPC";

    throw new NoCounterpart("restart: the kernel keeps no images of tasks");
  }

  // ---- names and paths ----------------------------------------------------------------------------------------------

  /** The cgroup of a process, from /proc/PID/cgroup. */
  protected async ownDirectory(process: Process): Promise<Directory> {
    const [shown] = await this.kernel.show([process]);
    if (shown?.directory === undefined) throw new Refused("ESRCH");
    return shown.directory;
  }

  /** N3, N4: the cgroup that a path leads to for a task, whose own is `/`; `undefined` if it leads to none. */
  protected resolve(own: Directory, path: string): Promise<Directory | undefined> {
    return this.resolveBelow(own, path);
  }

  /** Resolves a path by the kernel, as in a chroot, if each container bears its directory's name; otherwise by the containers' names, one after the other. */
  protected async resolveBelow(top: Directory, path: string): Promise<Directory | undefined> {
    if (!isText(path)) return undefined; // no directory has such a name
    if (this.#hasNamesInAttributes || !isPathInOnePiece(path))
      return walk(await this.kernel.tree(top), path)?.directory;
    const { outcome, value } = await this.kernel.locate(top, path);
    switch (outcome) {
      case "ok":
        return value;
      case "ENOENT":
      case "ENOTDIR": // one of the kernel's own files, such as cgroup.procs
      case "ENAMETOOLONG": // a component that cannot be a directory's name
        return undefined;
      default:
        throw new Refused(outcome);
    }
  }

  /** The parent of a container that a task in `own` makes. */
  protected async parentOfNew(own: Directory): Promise<Directory> {
    return own;
  }

  /** N2. */
  protected nameOfNew(siblings: readonly CgroupShown[], _task: TaskNumber): string {
    return unnamed(siblings);
  }

  /** mkdir(2). EAGAIN because of cgroup.max.descendants becomes `ENOSPC`: no container is left in the scope. */
  protected async makeContainer(parent: Directory, task: TaskNumber): Promise<Directory> {
    const { children: siblings } = await this.kernel.tree(parent);
    const name = this.nameOfNew(siblings, task);
    if (siblings.some((sibling) => sibling.name === name)) throw new Refused("EEXIST");
    if (!this.kernel.bounds.containers && (await this.#areContainersUsedUp())) throw new Refused("ENOSPC");
    for (const entry of entriesFor(name)) {
      const directory = `${parent}/${entry}`;
      const made = await this.kernel.mkdir(directory);
      if (made === "EEXIST") continue; // the directory of a container that was renamed
      if (made !== "ok") throw new Refused(made === "EAGAIN" ? "ENOSPC" : made);
      if (entry !== name) await this.#setName(directory, name);
      return directory;
    }
    throw new Refused("EEXIST");
  }

  async #areContainersUsedUp(): Promise<boolean> {
    return allIn(await this.kernel.tree(this.kernel.root)).length >= this.scope.containers;
  }

  async #giveName(container: Directory, name: string): Promise<void> {
    if (this.kernel.cgroups !== "v2") {
      const said = await this.kernel.rename(container, name);
      const renamed = `${parentOf(container)}/${name}`;
      if (said === "ok") {
        this.renamed(container, renamed);
        if (this.#hasNamesInAttributes) await this.#setName(renamed, undefined);
        return;
      }
      // A newline (cgroup1_rename), or the name of one of the kernel's own files (rename(2): a directory onto a file).
      if (said !== "EINVAL" && said !== "EEXIST" && said !== "ENOTDIR") throw new Refused(said);
    }
    await this.#setName(container, entryOf(container) === name ? undefined : name);
  }

  /** Called when a directory, with everything in it, has a new path. */
  protected renamed(_from: Directory, _to: Directory): void {
    // Other designs record something about directories.
  }

  async #setName(container: Directory, name: string | undefined): Promise<void> {
    if (name !== undefined) this.#hasNamesInAttributes = true;
    await all(this.kernel.setName(container, name));
  }

  // ---- tasks and namespaces -----------------------------------------------------------------------------------------

  protected areKinds(kinds: readonly Kind[]): boolean {
    return kinds.length > 0 && kinds.every((kind) => this.scope.kinds.includes(kind));
  }

  /** The tasks directly in a container, from cgroup.procs. */
  protected async tasksDirectlyIn(container: Directory): Promise<Process[]> {
    const { pids } = await this.kernel.tree(container);
    return this.tasksWith(pids);
  }

  protected tasksWith(pids: readonly number[]): Process[] {
    return [...this.tasks.values()].filter(({ pid }) => pids.includes(pid));
  }

  /** A task goes into a new container, with new namespaces of some kinds. */
  protected async makeNamespaces(
    process: Process,
    container: Directory,
    kinds: readonly Kind[],
    task: TaskNumber,
  ): Promise<void> {
    const views: readonly Kind[] = this.#rootsViews ? ["cgroup"] : [];
    await all(
      this.kernel.move(process, container),
      this.kernel.unshare(process, [...kinds, ...views]), // after the move: the cgroup that a process is in becomes the root of its cgroup namespace
    );
    await this.goOnAsChild(process, container, kinds, task, "new");
  }

  /** A task goes into a container, with the namespaces of one that is there. A user namespace may be entered only if it differs. */
  protected async enterNamespaces(
    process: Process,
    container: Directory,
    there: Process,
    kinds: readonly Kind[],
    task: TaskNumber,
  ): Promise<void> {
    const [mine, theirs] = await this.kernel.show([process, there]);
    const others = kinds.filter((kind) => mine?.namespaces.get(kind) !== theirs?.namespaces.get(kind));
    await all(
      this.kernel.move(process, container),
      ...(others.length > 0 ? [this.kernel.setns(process, there, others)] : []),
      this.rootView(process),
    );
    await this.goOnAsChild(process, container, others, task, "entered");
  }

  /** Makes a process see its own cgroup as `/`, unless the history has cgroup namespaces of its own. */
  protected async rootView(process: Process): Promise<Said> {
    return this.#rootsViews ? this.kernel.unshare(process, ["cgroup"]) : "ok";
  }

  get #rootsViews(): boolean {
    return this.kernel.cgroups !== "none" && !this.scope.kinds.includes("cgroup");
  }

  /** If the namespaces are for children only, the process forks one that goes on as the task, and ends. */
  protected async goOnAsChild(
    process: Process,
    container: Directory,
    kinds: readonly Kind[],
    task: TaskNumber,
    how: "new" | "entered",
  ): Promise<void> {
    if (!kinds.some((kind) => FOR_CHILDREN.includes(kind))) return;
    await all(this.kernel.move(process, this.kernel.helpers)); // for a moment the task has two processes
    const child =
      how === "new" && kinds.includes("pid")
        ? await this.inits.make(process)
        : await given(this.kernel.clone(process, "sibling"));
    this.tasks.set(task, child);
    await all(this.kernel.exit(process), this.kernel.move(child, container), this.waitFor([process]));
  }

  protected async killAllIn(container: Directory): Promise<void> {
    let inside = await this.#tasksIn(container);
    if (this.kernel.cgroups === "v2") {
      await all(this.kernel.kill(container), this.waitFor(inside));
      return;
    }
    for (let left = Number.POSITIVE_INFINITY; inside.length > 0 && inside.length < left; ) {
      left = inside.length;
      await all(...inside.map((process) => this.kernel.signal(process)), this.waitFor(inside));
      inside = await this.#tasksIn(container); // tasks that were forked meanwhile
    }
  }

  async #tasksIn(container: Directory): Promise<Process[]> {
    return this.tasksWith(allIn(await this.kernel.tree(container)).flatMap(({ pids }) => pids));
  }

  /** C1: whether a subtree leans on more than one outside namespace of a kind, that is, one that a task outside uses too. */
  protected async leansOnSeveral(subtree: readonly CgroupShown[]): Promise<boolean> {
    const inside = this.tasksWith(subtree.flatMap(({ pids }) => pids));
    const outside = [...this.tasks.values()].filter((process) => !inside.includes(process));
    const [within, without] = await Promise.all([this.kernel.show(inside), this.kernel.show(outside)]);
    const sets = [...within.map(({ namespaces }) => namespaces), ...this.keptIn(subtree)];
    return this.scope.kinds.some((kind) => {
      const used = new Set(without.map(({ namespaces }) => namespaces.get(kind)));
      const shared = sets.map((set) => set.get(kind)).filter((number) => used.has(number));
      return new Set(shared).size > 1;
    });
  }

  /** Sets of namespaces that stand in containers without a task. */
  protected keptIn(_containers: readonly CgroupShown[]): readonly ReadonlyMap<Kind, number>[] {
    return [];
  }

  // ---- what goes --------------------------------------------------------------------------------------------------------

  /** W3 and W4, after an effect. Namespaces go by themselves, except that inits of pid namespaces have to be ended. */
  protected async releaseUnused(): Promise<void> {
    const [shown, root] = await Promise.all([this.#bury(), this.kernel.tree(this.kernel.root)]);
    await this.died();
    await this.inits.release(shown, this.keptPidNamespaces());
    await this.releaseContainers(root);
  }

  /** Called when tasks may have gone. */
  protected async died(): Promise<void> {
    // Other designs record something about them.
  }

  /** Pid namespaces that live without a task. */
  protected keptPidNamespaces(): readonly number[] {
    return [];
  }

  /** W4: rmdir(2) of the cgroups without a task in them or below (not `populated` in cgroup.events), the innermost first. */
  protected async releaseContainers(root: CgroupShown): Promise<void> {
    const empty = allIn(root).filter((cgroup) => cgroup !== root && !this.isUsed(cgroup));
    await all(...empty.toReversed().map(({ directory }) => this.kernel.rmdir(directory)));
  }

  /** Whether a task is in a container or below it. */
  protected isUsed(cgroup: CgroupShown): boolean {
    return cgroup.pids.length > 0 || cgroup.children.some((child) => this.isUsed(child));
  }

  /** Forgets the tasks that /proc no longer shows. @returns what it shows of the others */
  async #bury(): Promise<readonly ProcessShown[]> {
    const entries = [...this.tasks];
    const shown = await this.kernel.show(entries.map(([, process]) => process));
    for (const [index, [task]] of entries.entries()) if (!shown[index]?.lives) this.tasks.delete(task);
    return shown.filter(({ lives }) => lives);
  }

  protected async waitFor(processes: readonly Process[]): Promise<Said> {
    await this.kernel.waitGone(processes);
    return "ok";
  }

  /** W2. */
  #lowestFree(): TaskNumber {
    let number = 1;
    while (this.tasks.has(taskNumber(number))) number++;
    return taskNumber(number);
  }
}

/** The names to try for a container's directory: the container's own, then others. */
function* entriesFor(name: string): Generator<string> {
  yield name;
  for (let number = 1; ; number++) yield `~${number}`;
}

/** The directory that contains another. */
export function parentOf(directory: Directory): Directory {
  return directory.slice(0, directory.lastIndexOf("/"));
}

function entryOf(directory: Directory): string {
  return directory.slice(directory.lastIndexOf("/") + 1);
}

/** What every manager keeps for itself. */
export const KEPT_BY_ALL: readonly string[] = [
  "which process bears which task number",
  "names that no directory can have (a newline, those of the kernel's own files), and on version 2 those given by rename (in an attribute of the cgroup)",
  "the init of each pid namespace, which is not a task",
];

const KEPT_OF_IMAGES = "the names and sizes of images";

export const nestedManager: Manager = {
  name: "nested",
  keeps: [...KEPT_BY_ALL, KEPT_OF_IMAGES],
  start: (kernel, scope) => new NestedManager(kernel, scope),
};
