/** `setns` and `setns_fd`: kernel/nsproxy.c, and the `install` of each kind's proc_ns_operations; setns(2). */
import type { OperationOfCall } from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { Kind } from "../../src/model/kind.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { at, find } from "../../src/world/table.ts";
import { has, mayEnter, mayInspect } from "./capabilities.ts";
import { linkOf, openLink } from "./links.ts";
import type { Refusal, Result } from "./refusals.ts";
import { findsProc, isAloneInMemory, usersOf } from "./sharing.ts";
import { type Caller, type Credentials, isAlive, isWithin, outwards, type World } from "./world.ts";

/** The order in which namespaces are checked, and entered. (validate_nsset) */
const IN_ORDER = [
  "user",
  "mnt",
  "uts",
  "ipc",
  "pid",
  "cgroup",
  "net",
  "time",
] as const satisfies readonly Kind[];

/** Namespaces to enter by one call, at most one of each kind. */
type Wanted = Readonly<Partial<Record<Kind, NamespaceNumber>>>;

export function setns(
  world: World,
  { task, target, kinds }: OperationOfCall<"setns">,
  caller: Caller,
): Result {
  if (kinds.length === 0) return "no kinds";
  const other = find(world.tasks, target);
  if (other === undefined) return "target gone";
  if (!mayInspect(world, task, target)) return "target hidden";
  if (!isAlive(other)) return "target dead";
  return enter(world, caller, Object.fromEntries(kinds.map((kind) => [kind, linkOf(other, kind)])));
}

export function setnsFd(
  world: World,
  { task, target, file }: OperationOfCall<"setns_fd">,
  caller: Caller,
  scope: LinuxScope,
): Result {
  const other = find(world.tasks, target);
  if (other === undefined || !findsProc(world, caller)) return "no file in proc";
  if (!mayInspect(world, task, target)) return "link hidden";
  const namespace = openLink(world, other, file, scope);
  return typeof namespace === "number" ? enterOne(world, caller, namespace) : namespace;
}

/** Enters the namespace that a file names. */
export function enterOne(world: World, caller: Caller, namespace: NamespaceNumber): Result {
  return enter(world, caller, { [at(world.namespaces, namespace).kind]: namespace });
}

function enter(world: World, caller: Caller, wanted: Wanted): Result {
  for (const kind of IN_ORDER) {
    const namespace = wanted[kind];
    const refusal = namespace === undefined ? undefined : refuse(world, caller, kind, namespace, wanted);
    if (refusal !== undefined) return refusal;
  }
  commit(world, caller, wanted);
  return "ok";
}

/** Why a task may not enter a namespace; `undefined` if it may. */
function refuse(
  world: World,
  caller: Caller,
  kind: Kind,
  namespace: NamespaceNumber,
  wanted: Wanted,
): Refusal | undefined {
  if (kind === "user") return refuseUser(world, caller, namespace);
  if (kind === "time" && !isAloneInMemory(world, caller)) return "enter time in shared memory";
  if (!mayEnter(world, caller, namespace, wanted.user ?? caller.credentials.user))
    return "enter without capability";
  if (kind === "mnt" && Object.keys(wanted).length === 1 && usersOf(world, caller.fs) > 1)
    return "enter mnt in shared fs";
  if (kind === "pid" && !isWithin(world, namespace, caller.pid)) return "enter pid upwards";
  return undefined;
}

/** userns_install of kernel/user_namespace.c */
function refuseUser(
  world: World,
  { credentials, fs, threads }: Caller,
  user: NamespaceNumber,
): Refusal | undefined {
  if (user === credentials.user) return "enter own user";
  if (threads.length > 0) return "enter user with threads";
  if (usersOf(world, fs) > 1) return "enter user in shared fs";
  if (!has(world, credentials, user)) return "enter user without capability";
  return undefined;
}

/** commit_nsset */
function commit(world: World, caller: Caller, { user, pid, time, ...others }: Wanted): void {
  if (user !== undefined) enterUser(world, caller, user);
  // Even where the fs_struct is shared: then the root of those who share it lies in a foreign mount namespace.
  if (others.mnt !== undefined) at(world.filesystems, caller.fs).mnt = others.mnt;
  caller.nsproxy = {
    ...caller.nsproxy,
    ...others,
    ...(pid !== undefined && { pid_for_children: pid }), // setns(2): the caller itself stays where it is
    ...(time !== undefined && { time, time_for_children: time }),
  };
}

/** A task that enters a user namespace has all capabilities there. If it might not have had them before, its /proc files become root's. (commit_creds) */
function enterUser(world: World, caller: Caller, user: NamespaceNumber): void {
  const before = caller.credentials;
  if (!isMaker(world, before, user)) at(world.memories, caller.memory).isDumpable = "no";
  caller.credentials = { user, uid: before.uid, capabilities: "all" };
}

/** Whether a task made the user namespace, or one around it, as a child of its own. (cred_cap_issubset of kernel/cred.c) */
function isMaker(world: World, credentials: Credentials, user: NamespaceNumber): boolean {
  return [...outwards(world, user)].some(
    (around) =>
      at(world.namespaces, around).owner === credentials.user &&
      at(world.namespaces, around).maker === credentials.uid,
  );
}
