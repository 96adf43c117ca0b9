/** `map`, `drop` and `setuid`: kernel/user_namespace.c, kernel/capability.c, kernel/sys.c. */
import type { OperationOfCall } from "../../src/domains/linux/operations.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { at, find } from "../../src/world/table.ts";
import { has } from "./capabilities.ts";
import type { Refusal, Result } from "./refusals.ts";
import { findsProc } from "./sharing.ts";
import { isMapped } from "./user-namespaces.ts";
import { type Caller, type Credentials, isInitial, ownerOf, type Task, type World } from "./world.ts";

/**
 * Writes uid_map, then gid_map. The one call of the domain that can be refused half done: a task that may map only its own id may write uid_map, but
 * gid_map only after setgroups(2) is denied (user_namespaces(7)), which this call does not do.
 */
export function map(world: World, { target }: OperationOfCall<"map">, caller: Caller): Result {
  const { credentials } = caller;
  const other = find(world.tasks, target);
  if (other === undefined || !findsProc(world, caller)) return "no file in proc";
  if (!mayWriteFilesOf(world, credentials, other)) return "map file closed";
  const { user } = other.credentials;
  const refusal = refuseMap(world, credentials, user);
  if (refusal !== undefined) return refusal;
  const mayMapGids = has(world, credentials, ownerOf(world, user));
  at(world.namespaces, user).maps = mayMapGids ? "both" : "uids";
  return mayMapGids ? "ok" : "map gids";
}

/** Whether a task may open another's files in /proc for writing. (task_dump_owner of fs/proc/base.c; inode_permission) */
function mayWriteFilesOf(
  world: World,
  credentials: Credentials,
  { credentials: others, memory }: Task,
): boolean {
  const isOwn = memory !== null && at(world.memories, memory).isDumpable === "yes";
  const owner = isOwn ? others.uid : 0; // proc(5): /proc/PID
  if (credentials.uid === owner) return true;
  // CAP_DAC_OVERRIDE counts for files whose owner has an id in the user namespace of the task (capable_wrt_inode_uidgid)
  return credentials.capabilities === "all" && isMapped(world, credentials.user, owner);
}

/** Why uid_map may not be written; `undefined` if it may. (proc_uid_map_write, map_write, new_idmap_permitted, verify_root_map) */
function refuseMap(world: World, credentials: Credentials, user: NamespaceNumber): Refusal | undefined {
  if (isInitial(world, user)) return "map the initial user";
  const { maker, makerHad, maps } = at(world.namespaces, user);
  const around = ownerOf(world, user);
  if (credentials.user !== user && credentials.user !== around) return "map from elsewhere";
  if (maps !== "nothing") return "map again";
  if (!has(world, credentials, user)) return "map without capability";
  const hasAround = has(world, credentials, around);
  if (!(credentials.user === user ? makerHad === "all" : hasAround)) return "map root unproven";
  // The mapped id is 0, the maker's: no other uid makes a user namespace with all capabilities around it. It is mapped there, or the maker could not have made one.
  const isOwnId = maker === credentials.uid;
  return isOwnId || hasAround ? undefined : "map a foreign id";
}

/** Gives up all capabilities: capset(2). */
export function drop(_world: World, _operation: OperationOfCall<"drop">, { credentials }: Caller): Result {
  credentials.capabilities = "none";
  return "ok";
}

/** setresgid(2), setresuid(2), and prctl(2) with PR_SET_DUMPABLE. */
export function setuid(
  world: World,
  { id }: OperationOfCall<"setuid">,
  { credentials, memory }: Caller,
): Result {
  const { user, uid, capabilities } = credentials;
  if (!isMapped(world, user, id)) return "id unmapped";
  if (capabilities === "none" && id !== uid) return "id without capability";
  // capabilities(7), "Effect of user ID changes on capabilities": only a mapped id 0 is root. A task with another mapped id has none anyway.
  if (id !== 0) credentials.capabilities = "none";
  credentials.uid = id;
  at(world.memories, memory).isDumpable = "yes";
  return "ok";
}
