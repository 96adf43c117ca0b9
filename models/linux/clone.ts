/** `clone`, `vfork` and `thread`: copy_process of kernel/fork.c, copy_namespaces of kernel/nsproxy.c; clone(2). */
import type { OperationOfCall } from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { NamespaceNumber, TaskNumber } from "../../src/model/numbers.ts";
import { add, at } from "../../src/world/table.ts";
import { dieAndBeReaped } from "./exit.ts";
import { addNamespaces, refuseNamespaces } from "./new-nsproxy.ts";
import { isInit } from "./pid-namespaces.ts";
import type { Refusal, Result } from "./refusals.ts";
import { copyFs, copyMemory, moveRoot } from "./sharing.ts";
import { addUser, refuseUser } from "./user-namespaces.ts";
import type { Caller, Nsproxy, World } from "./world.ts";

type Clone = Omit<OperationOfCall<"clone">, "op">;

export function clone(world: World, operation: Clone, caller: Caller, scope: LinuxScope): Result {
  const refusal = refuseClone(world, operation, caller, scope);
  if (refusal !== undefined) return refusal;
  addChild(world, operation, caller, scope);
  return "ok";
}

/** The child ends at once and is reaped. It leaves no trace, whoever's memory it ran in, except that it closes a pid namespace of which it was the init. */
export function vfork(
  world: World,
  operation: OperationOfCall<"vfork">,
  caller: Caller,
  scope: LinuxScope,
): Result {
  const refusal = refuseClone(world, operation, caller, scope);
  if (refusal !== undefined) return refusal;
  dieAndBeReaped(world, addChild(world, operation, caller, scope));
  return "ok";
}

function refuseClone(
  world: World,
  { task, kinds, flags = [] }: Clone,
  caller: Caller,
  scope: LinuxScope,
): Refusal | undefined {
  // clone(2): CLONE_FS with CLONE_NEWNS, or with CLONE_NEWUSER
  if (flags.includes("fs") && (kinds.includes("mnt") || kinds.includes("user")))
    return "new root in shared fs";
  if (flags.includes("parent") && isInit(world, task)) return "sibling of an init";
  const hasNewUser = kinds.includes("user");
  const sharesSemaphores = flags.includes("sysvsem");
  return (
    (hasNewUser ? refuseUser(world, caller, scope) : undefined) ??
    refuseNamespaces(world, caller, { kinds, hasNewUser, sharesSemaphores }, scope) ??
    (at(world.namespaces, caller.nsproxy.pid_for_children).takes === "nobody"
      ? "pid namespace closed"
      : undefined) // alloc_pid
  );
}

function addChild(world: World, operation: Clone, caller: Caller, scope: LinuxScope): TaskNumber {
  const { task, kinds, flags = [] } = operation;
  const credentials = kinds.includes("user")
    ? addUser(world, caller.credentials, scope)
    : { ...caller.credentials };
  const nsproxy = nsproxyOfChild(world, operation, caller, credentials.user, scope);
  const fs = flags.includes("fs") ? caller.fs : copyFs(world, caller.fs);
  moveRoot(world, fs, caller.nsproxy.mnt, nsproxy.mnt);
  const memory = flags.includes("vm") ? caller.memory : copyMemory(world, caller.memory);
  const pid = nsproxy.pid_for_children;
  const child = add(world.tasks, {
    state: "alive",
    parent: flags.includes("parent") ? caller.parent : task,
    isSubreaper: "no", // PR_SET_CHILD_SUBREAPER(2const): "not inherited"
    pid,
    credentials,
    nsproxy,
    fs,
    memory,
    threads: [],
    files: caller.files.map((file) => ({ ...file })),
  });
  const around = at(world.namespaces, pid);
  if (around.takes === "init") Object.assign(around, { init: child, takes: "tasks" }); // pid_namespaces(7): the first is its init
  return child;
}

/** Unless it runs in its parent's memory, a child enters the time namespace for children: time_namespaces(7). (timens_on_fork) */
function nsproxyOfChild(
  world: World,
  { kinds, flags = [] }: Clone,
  { nsproxy: own }: Caller,
  owner: NamespaceNumber,
  scope: LinuxScope,
): Nsproxy {
  const nsproxy = addNamespaces(world, own, kinds, owner, scope);
  return flags.includes("vm") ? nsproxy : { ...nsproxy, time: nsproxy.time_for_children };
}

/** A second thread, which sleeps: clone(2), CLONE_THREAD. It has the nsproxy and the fs_struct of its task. */
export function thread(
  _world: World,
  _operation: OperationOfCall<"thread">,
  { pid, nsproxy, fs, threads }: Caller,
): Result {
  if (nsproxy.pid_for_children !== pid) return "thread in another pid";
  threads.push({ nsproxy: { ...nsproxy }, fs });
  return "ok";
}
