/** Who may do what to whom: capabilities(7), and user_namespaces(7) "Capabilities". */
import type { NamespaceNumber, TaskNumber } from "../../src/model/numbers.ts";
import { at } from "../../src/world/table.ts";
import { type Caller, type Credentials, isInitial, outwards, ownerOf, type World } from "./world.ts";

/**
 * Whether credentials have the capabilities in a user namespace: in their own one and those below it if they are capable; and always in a child of their own
 * one that their uid made, and below that. (cap_capable of security/commoncap.c)
 */
export function has(world: World, credentials: Credentials, user: NamespaceNumber): boolean {
  for (const around of outwards(world, user)) {
    if (around === credentials.user) return credentials.capabilities === "all";
    if (ownerOf(world, around) === credentials.user && at(world.namespaces, around).maker === credentials.uid)
      return true;
  }
  return false;
}

/**
 * Whether a task may look at another, and so take its namespaces: ptrace(2), "Ptrace access mode checking" with PTRACE_MODE_READ.
 * (__ptrace_may_access of kernel/ptrace.c)
 */
export function mayInspect(world: World, number: TaskNumber, target: TaskNumber): boolean {
  if (number === target) return true;
  const { credentials } = at(world.tasks, number);
  const { credentials: others, memory } = at(world.tasks, target);
  const hasThere = has(world, credentials, others.user);
  if (credentials.uid !== others.uid && !hasThere) return false;
  // A memory belongs to the user namespace in which its program was executed: the initial one, since no call here executes a program.
  const isHidden = memory !== null && at(world.memories, memory).isDumpable === "no";
  if (isHidden && !isRoot(world, credentials)) return false;
  // cap_ptrace_access_check of security/commoncap.c: in the same user namespace, the caller needs every capability of the target. If it has all, `hasThere` is true.
  return hasThere || (credentials.user === others.user && others.capabilities === "none");
}

/** Whether credentials have the capabilities in the initial user namespace, and so everywhere. */
export function isRoot(world: World, { user, capabilities }: Credentials): boolean {
  return capabilities === "all" && isInitial(world, user);
}

/** Whether a task may enter a namespace: it must be capable in the namespace's owner, and in the user namespace that it will then be in. */
export function mayEnter(
  world: World,
  { credentials }: Caller,
  namespace: NamespaceNumber,
  user: NamespaceNumber,
): boolean {
  return has(world, credentials, ownerOf(world, namespace)) && has(world, credentials, user);
}
