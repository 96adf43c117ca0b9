/** How tasks die: do_exit of kernel/exit.c, zap_pid_ns_processes of kernel/pid_namespace.c; pid_namespaces(7), wait(2). */
import type { TaskNumber } from "../../src/model/numbers.ts";
import { at, living, release } from "../../src/world/table.ts";
import { isInit } from "./pid-namespaces.ts";
import { isWithin, type Task, type World } from "./world.ts";

/** Kills a live task, and with the init of a pid namespace every task in it or below it. */
export function die(world: World, task: TaskNumber): void {
  markDead(world, task);
  while (living(world.tasks).some((number) => advance(world, number)));
}

/** Kills a live task and has it reaped by its parent, which lives on. */
export function dieAndBeReaped(world: World, task: TaskNumber): void {
  die(world, task);
  reap(world, task);
}

/** Reaps a zombie, which may be what a dying init was waiting for. */
export function reap(world: World, task: TaskNumber): void {
  removeTask(world, task);
  while (living(world.tasks).some((number) => advance(world, number)));
}

function markDead(world: World, task: TaskNumber): void {
  const row = at(world.tasks, task);
  if (row.state !== "alive") return;
  Object.assign(row, DEAD, { nsproxy: { ...DEAD.nsproxy }, threads: [], files: [] });
  if (isInit(world, task)) {
    at(world.namespaces, row.pid).takes = "nobody"; // pid_namespaces(7): ENOMEM from then on (disable_pid_allocation)
    for (const other of membersOf(world, task)) markDead(world, other);
  }
  const reaper = reaperOfChildren(world, task);
  for (const number of living(world.tasks)) {
    const child = at(world.tasks, number);
    if (child.parent === task) child.parent = reaper;
  }
}

const DEAD = {
  state: "dying",
  nsproxy: {
    mnt: null,
    uts: null,
    ipc: null,
    net: null,
    cgroup: null,
    time: null,
    pid_for_children: null,
    time_for_children: null,
  },
  fs: null,
  memory: null,
  threads: [],
  files: [],
} as const satisfies Partial<Record<keyof Task, unknown>>;

/**
 * Who adopts the children of a task that dies: the nearest subreaper among its ancestors in its own pid namespace, otherwise the init there, even a dying one.
 * (find_new_reaper; PR_SET_CHILD_SUBREAPER(2const))
 */
function reaperOfChildren(world: World, task: TaskNumber): Task["parent"] {
  const { pid } = at(world.tasks, task);
  let ancestor = at(world.tasks, task).parent;
  while (ancestor !== null && at(world.tasks, ancestor).pid === pid) {
    const row: Task = at(world.tasks, ancestor);
    if (row.isSubreaper === "yes") return ancestor; // of the dead, only a dying init has children
    ancestor = row.parent;
  }
  return at(world.namespaces, pid).init;
}

/** The tasks in an init's pid namespace and below it, without the init itself. */
function membersOf(world: World, init: TaskNumber): TaskNumber[] {
  const { pid } = at(world.tasks, init);
  return living(world.tasks).filter(
    (number) => number !== init && isWithin(world, at(world.tasks, number).pid, pid),
  );
}

/**
 * Takes a dead task one step further, if it can go on. An init becomes a zombie once nothing else is left in its namespace, not even a zombie that
 * a parent outside has yet to reap; any other task does at once. The outside reaps at once, as does a dying init, which ignores SIGCHLD.
 */
function advance(world: World, number: TaskNumber): boolean {
  const task = at(world.tasks, number);
  if (task.state === "alive") return false;
  if (task.state === "dying") {
    if (isInit(world, number) && membersOf(world, number).length > 0) return false;
    task.state = "zombie";
    return true;
  }
  if (task.parent !== null && at(world.tasks, task.parent).state === "alive") return false;
  removeTask(world, number);
  return true;
}

function removeTask(world: World, task: TaskNumber): void {
  const around = at(world.namespaces, at(world.tasks, task).pid);
  if (around.init === task) around.init = null;
  release(world.tasks, task);
}
