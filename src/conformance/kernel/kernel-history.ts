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
import { cloneFlags } from "../agent/flags.ts";
import { MAIN, type Slot } from "../agent/operations.ts";
import { type Attempt, type AttemptBudget, attemptRefused } from "./attempts.ts";
import { Bodies } from "./bodies.ts";
import { CannotExpress } from "./cannot-express.ts";
import { Directories } from "./directories.ts";
import type { Ground } from "./ground.ts";
import { HeldNamespaces, type Idle, idleIn } from "./held-namespaces.ts";
import { Keepers } from "./keepers.ts";
import { type Look, lookAt } from "./look.ts";
import { Script } from "./script.ts";

/** The kinds that a task cannot change for itself, but for its children. */
const FOR_CHILDREN: readonly Kind[] = ["pid", "time"];
/** A cgroup namespace makes the cgroup of the process the root of what it sees; see cgroup_namespaces(7). */
const ROOT_OF_VIEW: readonly Kind[] = ["cgroup"];
const SIGKILL = 9;

/** Where the requests of an event stand in the script. */
export interface PlayedEvent {
  readonly from: number;
  readonly to: number;
  readonly look: Look;
}

/** What was tried though the model refuses it, and at which place in the script. */
export type PlannedAttempt = Pick<Attempt, "op" | "refusal"> & { readonly place: number };

/** What happened, by the model. */
export interface ModelStep {
  readonly before: Observation;
  readonly operation: Operation;
  readonly outcome: Outcome;
  readonly after: Observation;
}

/** What is looked at beside the tasks and the number of cgroups. */
interface WhatToLookAt {
  readonly withNames: boolean;
  readonly viewer?: TaskNumber | undefined;
}

/** Writes the script of one history. */
export class KernelHistory {
  readonly script = new Script();
  readonly #ground: Ground;
  readonly #directories: Directories;
  readonly #bodies = new Bodies(this.script);
  /** The init of each pid namespace that a task made. */
  readonly #keepers = new Keepers();
  readonly #held = new HeldNamespaces();

  readonly #budget: AttemptBudget;
  readonly #attempts: PlannedAttempt[] = [];

  /** @param budget how many refusals may still be tried */
  constructor(ground: Ground, budget: AttemptBudget) {
    this.#ground = ground;
    this.#budget = budget;
    this.#directories = new Directories(ground.hierarchy, ground.base);
  }

  /** Makes the world before the first event: a task in the root (W1). */
  begin(world: Observation): PlayedEvent {
    const from = this.script.requests.length;
    this.#directories.makeRoot(this.script);
    for (const task of world.tasks.keys()) {
      const slot = this.#bodies.take(task);
      this.script.step("fork of the first task", { call: "spawn", child: slot, cgroup: null });
      this.#move(slot, ROOT);
      this.#becomeRootOfView(slot);
    }
    return this.#played(from, world, { withNames: true });
  }

  /** @throws {CannotExpress} where the kernel has nothing by which the step could be done */
  play(step: ModelStep): PlayedEvent {
    const from = this.script.requests.length;
    if (step.outcome === "ok") this.#carryOut(step);
    else this.#attempt(step);
    // Names and views are looked at where they may be others now: to look takes longer than to do.
    const withNames = areContainersOthers(step);
    const caller = withNames || hasAnyMoved(step) ? step.operation.task : undefined;
    return this.#played(from, step.after, { withNames, viewer: caller });
  }

  /** What was tried though the model refuses it. */
  get attempts(): readonly PlannedAttempt[] {
    return this.#attempts;
  }

  /** Ends every task and removes every cgroup. @returns where the removals stand in the script */
  end(): Pick<PlayedEvent, "from" | "to"> {
    this.script.look({ call: "reset" });
    const from = this.script.requests.length;
    this.#directories.remove(
      this.script,
      this.#directories.places().map(({ container }) => container),
    );
    return { from, to: this.script.requests.length };
  }

  #played(from: number, world: Observation, { withNames, viewer }: WhatToLookAt): PlayedEvent {
    const to = this.script.requests.length;
    const isSeen = viewer !== undefined && this.#ground.checksViews && world.tasks.has(viewer);
    const look = lookAt(this.script, {
      ground: this.#ground,
      slots: this.#bodies.ofTasks(),
      places: this.#directories.places(),
      viewer: isSeen ? viewer : undefined,
      withNames,
    });
    return { from, to, look };
  }

  #attempt(step: ModelStep): void {
    const slot = this.#bodies.find(step.operation.task);
    if (slot === undefined || this.#ground.hierarchy.version === "none" || !this.#budget.take(step)) return;
    const pathOf = (container: ContainerNumber) => this.#directories.pathOf(container);
    const place = attemptRefused(this.script, step, { slot, free: this.#bodies.free(), pathOf });
    if (place !== undefined) this.#attempts.push({ op: step.operation.op, refusal: step.outcome, place });
  }

  #carryOut(step: ModelStep): void {
    const { before, after, operation } = step;
    if (operation.op === "checkpoint" || operation.op === "restart")
      throw new CannotExpress(`${operation.op}: the kernel keeps no images of tasks`);
    const idle = idleIn(after, this.#ground.kinds);
    this.#hold(before, idle);
    this.#makeContainers(before, after, operation.task);
    this.#rename(before, after, operation.task);
    this.#fork(before, after, operation.task);
    for (const [task, is] of after.tasks) {
      const was = before.tasks.get(task);
      if (was !== undefined) this.#change(step, task, was.container, is.container);
    }
    this.#makeIdle(step, idle);
    this.#end(step);
    this.#held.keepOnly(this.script, idle);
    this.#release(before, after);
  }

  /** Keeps namespaces that the last task may be about to leave. */
  #hold(before: Observation, idle: readonly Idle[]): void {
    for (const one of idle) {
      if (this.#held.fileOf(one.kind, one.namespace) !== undefined) continue;
      const user = [...before.tasks].find(([, { namespaces }]) => namespaces[one.kind] === one.namespace);
      if (user !== undefined) this.#held.hold(this.script, this.#bodies.slotOf(user[0]), one);
    }
  }

  /** Makes the namespaces of a nsproxy in which no task ever was, by a process that ends when they are kept. */
  #makeIdle({ before, after, operation }: ModelStep, idle: readonly Idle[]): void {
    for (const [nsproxy, { container, namespaces }] of after.nsproxies) {
      if (before.nsproxies.has(nsproxy)) continue;
      const made = idle.filter(({ kind, namespace }) => namespaces[kind] === namespace);
      const isHeld = made.every(({ kind, namespace }) => this.#held.fileOf(kind, namespace) !== undefined);
      if (made.length === 0 || isHeld) continue;
      const maker = this.#bodies.takeFree();
      this.#bodies.cloneSibling(
        this.#bodies.slotOf(operation.task),
        maker,
        "clone of a process that makes namespaces",
      );
      this.#move(maker, container);
      this.#bodies.unshare(
        maker,
        made.map(({ kind }) => kind),
      );
      const outer = before.tasks.get(operation.task)?.namespaces.pid;
      for (const one of made) this.#holdMade(maker, container, one, outer);
      this.script.step("exit of that process", { call: "exit", slot: maker, status: 0 });
      this.#bodies.waitFor([maker]);
    }
  }

  #holdMade(maker: Slot, container: ContainerNumber, one: Idle, outer: NamespaceNumber | undefined): void {
    if (one.kind === "pid")
      this.#held.hold(this.script, this.#makeKeeper(maker, container, one.namespace, outer), one);
    else this.#held.hold(this.script, maker, one, one.kind === "time" ? "time_for_children" : one.kind);
  }

  #makeContainers(before: Observation, after: Observation, by: TaskNumber): void {
    for (const container of after.containers.keys()) {
      if (!before.containers.has(container))
        this.#directories.make(this.script, this.#bodies.slotOf(by), container, after);
    }
  }

  #rename(before: Observation, after: Observation, by: TaskNumber): void {
    for (const [container, { parent, name }] of after.containers) {
      const was = before.containers.get(container);
      if (was === undefined) continue;
      if (was.parent !== parent) throw new CannotExpress("a cgroup cannot be moved into another one");
      if (was.name !== name) this.#directories.rename(this.script, this.#bodies.slotOf(by), container, name);
    }
  }

  #fork(before: Observation, after: Observation, by: TaskNumber): void {
    for (const task of after.tasks.keys()) {
      if (before.tasks.has(task)) continue;
      const parent = this.#bodies.slotOf(by);
      this.#bodies.cloneSibling(parent, this.#bodies.take(task), "clone of the new task");
    }
  }

  /** A task goes over to other namespaces and to another container, as far as they are others. */
  #change(step: ModelStep, task: TaskNumber, from: ContainerNumber, to: ContainerNumber): void {
    const { before, after, operation } = step;
    const was = before.tasks.get(task)?.namespaces ?? {};
    const is = after.tasks.get(task)?.namespaces ?? {};
    const changed = this.#ground.kinds.filter((kind) => was[kind] !== is[kind]);
    if (from === to && changed.length === 0) return;

    const slot = this.#bodies.slotOf(task);
    if (from !== to) this.#move(slot, to);
    const made = changed.filter((kind) => !isLiving(before, kind, is[kind]));
    // By the call that was asked for: the kinds that come of it are compared with the model's.
    const isNewRoot = from !== to && this.#ground.rootsViews;
    if (made.length > 0)
      this.#bodies.unshare(slot, [...(operation.kinds ?? made), ...(isNewRoot ? ROOT_OF_VIEW : [])]);
    else {
      if (changed.length > 0 || from !== to) this.#enter(step, task, to);
      if (isNewRoot) this.#becomeRootOfView(slot);
    }
    if (changed.some((kind) => FOR_CHILDREN.includes(kind)))
      this.#goOnAsChild(task, to, made.includes("pid") ? is.pid : undefined, was.pid);
  }

  /** Takes over the namespaces of tasks that have those that the task is to have, of one task if one has them all. */
  #enter({ before, after, operation }: ModelStep, task: TaskNumber, to: ContainerNumber): void {
    const was = before.tasks.get(task)?.namespaces ?? {};
    const is = after.tasks.get(task)?.namespaces ?? {};
    const asked = operation.kinds ?? this.#ground.kinds;
    // With user namespaces only what changes: setns(2) into one's own user namespace is EINVAL, and into a namespace that an
    // outer user namespace owns EPERM, though one is in it already.
    const withUser = this.#ground.kinds.includes("user");
    let left = asked.filter((kind) => !withUser || was[kind] !== is[kind]);
    const others = [...before.tasks].filter(
      ([other]) => other !== task && this.#bodies.find(other) !== undefined,
    );
    const direct = others.filter(([, { container }]) => container === to);
    for (const [other, { namespaces }] of [...direct, ...others]) {
      const shared = left.filter((kind) => namespaces[kind] === is[kind]);
      if (shared.length === 0) continue;
      left = left.filter((kind) => !shared.includes(kind));
      const file = { pidfdOf: this.#bodies.slotOf(other) };
      const what = `setns(pidfd of task ${other}, ${shared.join(" | ")})`;
      this.script.step(what, {
        call: "setns",
        slot: this.#bodies.slotOf(task),
        file,
        flags: cloneFlags(shared),
      });
      if (left.length === 0) return;
    }
    this.#enterHeld(
      task,
      left.filter((kind) => was[kind] !== is[kind]),
      is,
    );
  }

  /** Takes over namespaces that are kept by files. The user namespace first: only then the others may be entered. */
  #enterHeld(task: TaskNumber, kinds: readonly Kind[], is: Namespaces): void {
    for (const kind of kinds.toSorted((one, other) => Number(other === "user") - Number(one === "user"))) {
      const file = this.#held.fileOf(kind, is[kind]);
      if (file === undefined)
        throw new CannotExpress(`no task has the ${kind} namespace that task ${task} is to enter`);
      const slot = this.#bodies.slotOf(task);
      this.script.step(`setns(file, ${kind})`, { call: "setns", slot, file, flags: cloneFlags([kind]) });
    }
  }

  /** Forks the process that goes on as the task, in the namespaces that its process has only given to its children. */
  #goOnAsChild(
    task: TaskNumber,
    container: ContainerNumber,
    newPid: NamespaceNumber | undefined,
    outer: NamespaceNumber | undefined,
  ): void {
    const old = this.#bodies.slotOf(task);
    const child = this.#bodies.take(task);
    if (newPid !== undefined) {
      const keeper = this.#makeKeeper(old, container, newPid, outer);
      const request = { call: "clone", slot: keeper, child, flags: 0, cgroup: null } as const;
      this.script.step("clone into the pid namespace", request);
    } else this.#bodies.cloneSibling(old, child, "clone into the namespaces for children");
    this.script.step("exit of the process before", { call: "exit", slot: old, status: 0 });
    this.#bodies.waitFor([old]);
  }

  /** The first child of a process that has made a pid namespace is its init. */
  #makeKeeper(
    by: Slot,
    container: ContainerNumber,
    namespace: NamespaceNumber,
    outer: NamespaceNumber | undefined,
  ): Slot {
    const keeper = this.#bodies.takeFree();
    this.#keepers.add(keeper, container, namespace, outer);
    this.#bodies.cloneSibling(by, keeper, "clone of the init of a pid namespace");
    this.script.step("sigaction(SIGCHLD, SIG_IGN)", { call: "sigchld", slot: keeper, ignore: true });
    return keeper;
  }

  /** Tasks that end: by themselves, by `cgroup.kill`, or each by a signal where they are not all that is in a cgroup. */
  #end({ before, after, operation }: ModelStep): void {
    const victims = [...before.tasks.keys()].filter((task) => !after.tasks.has(task));
    if (victims.length === 0 && operation.op !== "kill") return;
    const caller = this.#bodies.slotOf(operation.task);
    const slots = victims.map((victim) => this.#bodies.slotOf(victim));
    if (operation.op === "exit") this.script.step("exit", { call: "exit", slot: caller, status: 0 });
    else this.#kill(before, after, operation, victims);
    this.#bodies.waitFor(slots);
    for (const victim of victims) this.#bodies.forget(victim);
  }

  #kill(before: Observation, after: Observation, operation: Operation, victims: readonly TaskNumber[]): void {
    const caller = this.#bodies.slotOf(operation.task);
    const container = before.resolve(operation.task, operation.path ?? "");
    const top = container === undefined ? "" : this.#directories.pathOf(container);
    const isBelow = (task: TaskNumber) => this.#isAtOrBelow(before, task, top);
    const inside = [...before.tasks.keys()].filter(isBelow);
    const areAll = inside.length === victims.length && inside.every((task) => victims.includes(task));
    // A pid namespace that the design keeps has an init in the cgroup, which `cgroup.kill` would not spare.
    const isInitKept = idleIn(after, FOR_CHILDREN).some(({ kind }) => kind === "pid");
    if (areAll && !isInitKept && this.#ground.hierarchy.version === "v2") {
      this.#bodies.write(caller, `${top}/cgroup.kill`, "1");
      return;
    }
    // The caller last: it would not live to signal the others.
    for (const victim of victims.toSorted(
      (one, other) => Number(one === operation.task) - Number(other === operation.task),
    )) {
      const pidfd = { pidfdOf: this.#bodies.slotOf(victim) };
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
    const unneeded = this.#keepers.takeUnneeded((namespace) => isLiving(after, "pid", namespace));
    // Some may be dead already, by `cgroup.kill`.
    for (const keeper of unneeded)
      this.script.look({ call: "signal", slot: MAIN, pidfd: { pidfdOf: keeper }, signal: SIGKILL });
    this.#bodies.waitFor(unneeded);
    const gone = [...before.containers.keys()].filter((container) => !after.containers.has(container));
    for (const keeper of this.#keepers.takeHome(gone)) this.#move(keeper, ROOT);
    this.#directories.remove(this.script, gone);
  }

  /** The process goes to the cgroup of a container by itself. */
  #move(slot: Slot, container: ContainerNumber): void {
    if (this.#ground.hierarchy.version === "none") return;
    this.#bodies.write(slot, `${this.#directories.pathOf(container)}/cgroup.procs`, "0");
  }

  #becomeRootOfView(slot: Slot): void {
    this.#bodies.unshare(slot, ROOT_OF_VIEW);
  }
}

function areContainersOthers({ before, after }: ModelStep): boolean {
  if (before.containers.size !== after.containers.size) return true;
  return [...after.containers].some(
    ([container, { name }]) => before.containers.get(container)?.name !== name,
  );
}

function hasAnyMoved({ before, after }: ModelStep): boolean {
  return [...after.tasks].some(([task, { container }]) => {
    const was = before.tasks.get(task)?.container;
    return was !== undefined && was !== container;
  });
}

/** Whether any task or nsproxy of a world has a namespace. */
function isLiving(world: Observation, kind: Kind, namespace: NamespaceNumber | undefined): boolean {
  const has = ({ namespaces }: { readonly namespaces: Namespaces }) => namespaces[kind] === namespace;
  return [...world.tasks.values()].some(has) || [...world.nsproxies.values()].some(has);
}
