/**
 * Turns the steps of a history into calls of the kernel. Each task is a process, each container a cgroup, each namespace a
 * namespace.
 *
 * What a step changes is taken from the worlds before and after it, so that one translation serves every design. How it is
 * changed is the kernel's business: a task that makes namespaces calls unshare(2) with the kinds that it asked for, one that
 * goes over to others calls setns(2) on a task that has them, and kill is `cgroup.kill`. Then /proc is read.
 *
 * A task that gets a pid namespace, which unshare(2) and setns(2) give to children only, is born into it: its process forks the one that
 * goes on as the task, and ends. By the model no task is special (W5), so the init of such a namespace is a process beside the
 * tasks, a keeper.
 */
import type { Kind } from "../../model/kind.ts";
import { type ContainerNumber, type NamespaceNumber, ROOT, type TaskNumber } from "../../model/numbers.ts";
import type { Namespaces, Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import { CLONE_FLAGS, cloneFlags, SHARE_FLAGS, WORKING_DIRECTORY } from "../agent/flags.ts";
import { MAIN, type Slot } from "../agent/operations.ts";
import { CannotExpress } from "./cannot-express.ts";
import { Directories } from "./directories.ts";
import type { Ground } from "./ground.ts";
import { type Look, lookAt } from "./look.ts";
import { Script } from "./script.ts";

/** The kinds that a task cannot change for itself, but for its children. */
const FOR_CHILDREN: readonly Kind[] = ["pid", "time"];
const SIGKILL = 9;
/** How long processes may take to be gone, in milliseconds. */
const PATIENCE = 5000;

/** Where the requests of an event stand in the script. */
export interface PlayedEvent {
  readonly from: number;
  readonly to: number;
  readonly look: Look;
}

/** What happened, by the model. */
export interface ModelStep {
  readonly before: Observation;
  readonly operation: Operation;
  readonly outcome: Outcome;
  readonly after: Observation;
}

/** Writes the script of one history. */
export class KernelHistory {
  readonly script = new Script();
  readonly #ground: Ground;
  readonly #directories: Directories;
  readonly #slots = new Map<TaskNumber, Slot>();
  /** The init of each pid namespace that a task made. */
  readonly #keepers = new Map<NamespaceNumber, Slot>();
  /** The slots with a process, even one that is about to end. */
  readonly #used = new Set<Slot>();

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#directories = new Directories(ground.hierarchy, ground.base);
  }

  /** Makes the world before the first event: a task in the root (W1). */
  begin(world: Observation): PlayedEvent {
    const from = this.script.requests.length;
    for (const task of world.tasks.keys()) {
      const slot = this.#takeSlot(task);
      this.script.step("fork of the first task", { call: "spawn", child: slot, cgroup: null });
      this.#move(slot, ROOT);
      this.#becomeRootOfView(slot);
    }
    return this.#played(from, world, true);
  }

  /** @throws {CannotExpress} where the kernel has nothing by which the step could be done */
  play(step: ModelStep): PlayedEvent {
    const from = this.script.requests.length;
    if (step.outcome === "ok") this.#carryOut(step);
    // Names and views are looked at anew only where something was done: to look takes longer than to do.
    const isDone = this.script.requests.length > from;
    return this.#played(from, step.after, isDone, step.operation.task);
  }

  /** Ends every task and removes every cgroup but the root's. */
  end(): void {
    this.script.look({ call: "reset" });
    this.#directories.remove(
      this.script,
      this.#directories.places().flatMap(({ container }) => (container === ROOT ? [] : [container])),
    );
  }

  #played(from: number, world: Observation, isDone: boolean, viewer?: TaskNumber): PlayedEvent {
    const to = this.script.requests.length;
    const isSeen = isDone && viewer !== undefined && this.#ground.checksViews && world.tasks.has(viewer);
    const look = lookAt(this.script, {
      ground: this.#ground,
      slots: new Map(this.#slots),
      places: this.#directories.places(),
      viewer: isSeen ? viewer : undefined,
      withNames: isDone,
    });
    return { from, to, look };
  }

  #carryOut(step: ModelStep): void {
    const { before, after, operation } = step;
    if (operation.op === "checkpoint" || operation.op === "restart")
      throw new CannotExpress(`${operation.op}: the kernel keeps no images of tasks`);
    this.#makeContainers(before, after, operation.task);
    this.#rename(before, after, operation.task);
    this.#fork(before, after, operation.task);
    for (const [task, is] of after.tasks) {
      const was = before.tasks.get(task);
      if (was !== undefined) this.#change(step, task, was.container, is.container);
    }
    this.#end(step);
    this.#release(before, after);
  }

  #makeContainers(before: Observation, after: Observation, by: TaskNumber): void {
    for (const container of after.containers.keys()) {
      if (!before.containers.has(container))
        this.#directories.make(this.script, this.#slotOf(by), container, after);
    }
  }

  #rename(before: Observation, after: Observation, by: TaskNumber): void {
    for (const [container, { parent, name }] of after.containers) {
      const was = before.containers.get(container);
      if (was === undefined) continue;
      if (was.parent !== parent) throw new CannotExpress("a cgroup cannot be moved into another one");
      if (was.name !== name) this.#directories.rename(this.script, this.#slotOf(by), container, name);
    }
  }

  #fork(before: Observation, after: Observation, by: TaskNumber): void {
    for (const task of after.tasks.keys()) {
      if (before.tasks.has(task)) continue;
      const parent = this.#slotOf(by);
      this.#cloneSibling(parent, this.#takeSlot(task), "clone of the new task");
    }
  }

  /** A task goes over to other namespaces and to another container, as far as they are others. */
  #change(step: ModelStep, task: TaskNumber, from: ContainerNumber, to: ContainerNumber): void {
    const { before, after, operation } = step;
    const was = before.tasks.get(task)?.namespaces ?? {};
    const is = after.tasks.get(task)?.namespaces ?? {};
    const changed = this.#ground.kinds.filter((kind) => was[kind] !== is[kind]);
    if (from === to && changed.length === 0) return;

    const slot = this.#slotOf(task);
    if (from !== to) this.#move(slot, to);
    const made = changed.filter((kind) => !isLiving(before, kind, is[kind]));
    // By the call that was asked for: the kinds that come of it are compared with the model's.
    if (made.length > 0) this.#unshare(slot, operation.kinds ?? made);
    else if (changed.length > 0 || from !== to) this.#enter(step, task, to);
    if (from !== to && this.#ground.rootsViews) this.#becomeRootOfView(slot);
    if (changed.some((kind) => FOR_CHILDREN.includes(kind)))
      this.#goOnAsChild(task, made.includes("pid"), is);
  }

  #unshare(slot: Slot, kinds: readonly Kind[]): void {
    this.script.step(`unshare(${kinds.join(" | ")})`, { call: "unshare", slot, flags: cloneFlags(kinds) });
    if (kinds.includes("user")) this.#mapIds(slot);
  }

  /** Without a mapping nobody can make another user namespace inside; see user_namespaces(7). */
  #mapIds(slot: Slot): void {
    this.#write(slot, "/proc/self/setgroups", "deny");
    this.#write(slot, "/proc/self/uid_map", "0 0 1");
    this.#write(slot, "/proc/self/gid_map", "0 0 1");
  }

  #write(slot: Slot, path: string, text: string): void {
    const what = `write to ${path.slice(path.lastIndexOf("/") + 1)}`;
    const bytes = Buffer.from(text);
    this.script.step(what, { call: "write", slot, directory: WORKING_DIRECTORY, path, bytes });
  }

  /** Takes over the namespaces of tasks that have those that the task is to have, of one task if one has them all. */
  #enter({ before, after, operation }: ModelStep, task: TaskNumber, to: ContainerNumber): void {
    const was = before.tasks.get(task)?.namespaces ?? {};
    const is = after.tasks.get(task)?.namespaces ?? {};
    const asked = operation.kinds ?? this.#ground.kinds;
    // setns(2): to enter one's own user namespace again is EINVAL.
    let left = asked.filter((kind) => kind !== "user" || was[kind] !== is[kind]);
    const others = [...before.tasks].filter(([other]) => other !== task && this.#slots.has(other));
    const direct = others.filter(([, { container }]) => container === to);
    for (const [other, { namespaces }] of [...direct, ...others]) {
      const shared = left.filter((kind) => namespaces[kind] === is[kind]);
      if (shared.length === 0) continue;
      left = left.filter((kind) => !shared.includes(kind));
      const file = { pidfdOf: this.#slotOf(other) };
      const what = `setns(pidfd of task ${other}, ${shared.join(" | ")})`;
      this.script.step(what, { call: "setns", slot: this.#slotOf(task), file, flags: cloneFlags(shared) });
      if (left.length === 0) return;
    }
    const missing = left.find((kind) => was[kind] !== is[kind]);
    if (missing !== undefined)
      throw new CannotExpress(`no task has the ${missing} namespace that task ${task} is to enter`);
  }

  /** Forks the process that goes on as the task, in the namespaces that its process has only given to its children. */
  #goOnAsChild(task: TaskNumber, withKeeper: boolean, { pid }: Namespaces): void {
    const old = this.#slotOf(task);
    const child = this.#takeSlot(task);
    if (withKeeper && pid !== undefined) {
      const keeper = this.#freeSlot();
      this.#used.add(keeper);
      this.#keepers.set(pid, keeper);
      this.#cloneSibling(old, keeper, "clone of the init of a pid namespace");
      this.script.step("sigaction(SIGCHLD, SIG_IGN)", { call: "sigchld", slot: keeper, ignore: true });
      const request = { call: "clone", slot: keeper, child, flags: 0, cgroup: null } as const;
      this.script.step("clone into the pid namespace", request);
    } else this.#cloneSibling(old, child, "clone into the namespaces for children");
    this.script.step("exit of the process before", { call: "exit", slot: old, status: 0 });
    this.#waitFor([old]);
  }

  /** Tasks that end: by themselves, by `cgroup.kill`, or each by a signal where they are not all that is in a cgroup. */
  #end({ before, after, operation }: ModelStep): void {
    const victims = [...before.tasks.keys()].filter((task) => !after.tasks.has(task));
    if (victims.length === 0 && operation.op !== "kill") return;
    const caller = this.#slotOf(operation.task);
    const slots = victims.map((victim) => this.#slotOf(victim));
    if (operation.op === "exit") this.script.step("exit", { call: "exit", slot: caller, status: 0 });
    else this.#kill(before, operation, victims);
    this.#waitFor(slots);
    for (const victim of victims) this.#slots.delete(victim);
  }

  #kill(before: Observation, operation: Operation, victims: readonly TaskNumber[]): void {
    const caller = this.#slotOf(operation.task);
    const container = before.resolve(operation.task, operation.path ?? "");
    const top = container === undefined ? "" : this.#directories.pathOf(container);
    const isBelow = (task: TaskNumber) => this.#isAtOrBelow(before, task, top);
    const inside = [...before.tasks.keys()].filter(isBelow);
    const areAll = inside.length === victims.length && inside.every((task) => victims.includes(task));
    if (areAll && this.#ground.hierarchy.version === "v2") {
      this.#write(caller, `${top}/cgroup.kill`, "1");
      return;
    }
    // The caller last: it would not live to signal the others.
    for (const victim of victims.toSorted(
      (one, other) => Number(one === operation.task) - Number(other === operation.task),
    )) {
      const pidfd = { pidfdOf: this.#slotOf(victim) };
      if (victim === operation.task)
        this.script.look({ call: "signal", slot: caller, pidfd, signal: SIGKILL });
      else
        this.script.step(`SIGKILL to task ${victim}`, {
          call: "signal",
          slot: caller,
          pidfd,
          signal: SIGKILL,
        });
    }
  }

  #isAtOrBelow(world: Observation, task: TaskNumber, top: string): boolean {
    const container = world.tasks.get(task)?.container;
    if (container === undefined) return false;
    const path = this.#directories.pathOf(container);
    return path === top || path.startsWith(`${top}/`);
  }

  /** What nobody uses any more goes: the init of a pid namespace, and cgroups. */
  #release(before: Observation, after: Observation): void {
    const unused = [...this.#keepers].filter(([namespace]) => !isLiving(after, "pid", namespace));
    for (const [namespace, keeper] of unused) {
      // It may be dead already: by `cgroup.kill`, or with the namespace around it.
      this.script.look({ call: "signal", slot: MAIN, pidfd: { pidfdOf: keeper }, signal: SIGKILL });
      this.#keepers.delete(namespace);
    }
    this.#waitFor(unused.map(([, keeper]) => keeper));
    this.#directories.remove(
      this.script,
      [...before.containers.keys()].filter((container) => !after.containers.has(container)),
    );
  }

  /** The process goes to the cgroup of a container by itself. */
  #move(slot: Slot, container: ContainerNumber): void {
    this.#write(slot, `${this.#directories.pathOf(container)}/cgroup.procs`, "0");
  }

  /** A cgroup namespace makes the cgroup of the process the root of what it sees; see cgroup_namespaces(7). */
  #becomeRootOfView(slot: Slot): void {
    this.script.step("unshare(cgroup)", { call: "unshare", slot, flags: CLONE_FLAGS.cgroup });
  }

  /** Forks a process with the same parent: no task is another one's child (W5), and each is reaped where it ends. */
  #cloneSibling(slot: Slot, child: Slot, what: string): void {
    this.script.step(what, { call: "clone", slot, child, flags: SHARE_FLAGS.parent, cgroup: null });
  }

  #waitFor(slots: readonly Slot[]): void {
    if (slots.length === 0) return;
    this.script.look({ call: "wait_gone", until: "gone", milliseconds: PATIENCE, slots });
    for (const slot of slots) this.#used.delete(slot);
  }

  #slotOf(task: TaskNumber): Slot {
    const slot = this.#slots.get(task);
    if (slot === undefined) throw new Error(`task ${task} has no process`);
    return slot;
  }

  #takeSlot(task: TaskNumber): Slot {
    const slot = this.#freeSlot();
    this.#used.add(slot);
    this.#slots.set(task, slot);
    return slot;
  }

  #freeSlot(): Slot {
    let slot = 0;
    while (this.#used.has(slot)) slot++;
    return slot;
  }
}

/** Whether any task or nsproxy of a world has a namespace. */
function isLiving(world: Observation, kind: Kind, namespace: NamespaceNumber | undefined): boolean {
  const has = ({ namespaces }: { readonly namespaces: Namespaces }) => namespaces[kind] === namespace;
  return [...world.tasks.values()].some(has) || [...world.nsproxies.values()].some(has);
}
