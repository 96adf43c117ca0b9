/** A nsproxy with new namespaces: create_new_namespaces of kernel/nsproxy.c. */
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { Kind } from "../../src/model/kind.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { at } from "../../src/world/table.ts";
import { has } from "./capabilities.ts";
import { addNamespace } from "./namespaces.ts";
import { refusePid } from "./pid-namespaces.ts";
import type { Refusal } from "./refusals.ts";
import { type Caller, type Mount, type Nsproxy, ownerOf, type World } from "./world.ts";

/** The kinds that a nsproxy has, in the order in which one call makes them (L1). */
const IN_ORDER = ["mnt", "uts", "ipc", "pid", "cgroup", "net", "time"] as const satisfies readonly Kind[];

/** Which new namespaces are wanted. */
export interface Wanted {
  readonly kinds: readonly Kind[];
  /** Whether a new user namespace, made by the same call, is to own them: its maker is capable there. Otherwise the caller's own user namespace owns them. */
  readonly hasNewUser: boolean;
  /** CLONE_SYSVSEM. */
  readonly sharesSemaphores?: boolean;
}

/** Why a task may not have these namespaces; `undefined` if it may. */
export function refuseNamespaces(
  world: World,
  caller: Caller,
  { kinds, hasNewUser, sharesSemaphores = false }: Wanted,
  scope: LinuxScope,
): Refusal | undefined {
  const { user } = caller.credentials;
  const isCapable = hasNewUser || has(world, caller.credentials, user);
  if (IN_ORDER.some((kind) => kinds.includes(kind)) && !isCapable) return "new namespace without capability";
  if (kinds.includes("ipc") && sharesSemaphores) return "semaphores in a new ipc";
  // The answer for a new user namespace is that for the caller's own: the new one is within the same namespaces, and owns no pid namespace yet.
  return kinds.includes("pid") ? refusePid(world, caller, user, scope) : undefined;
}

/** A copy of a nsproxy with some new namespaces. @param owner the user namespace that owns the new ones */
export function addNamespaces(
  world: World,
  like: Nsproxy,
  kinds: readonly Kind[],
  owner: NamespaceNumber,
  scope: LinuxScope,
): Nsproxy {
  const nsproxy = { ...like };
  for (const kind of IN_ORDER) {
    if (!kinds.includes(kind)) continue;
    const field = kind === "pid" || kind === "time" ? (`${kind}_for_children` as const) : kind;
    nsproxy[field] = addNamespace(world, scope, {
      kind,
      owner,
      ...(kind === "pid" && { parent: like.pid_for_children, takes: "init" }),
      ...(kind === "mnt" && { mounts: copiedMounts(world, like.mnt, owner) }),
    });
  }
  return nsproxy;
}

/**
 * L4: the mounts of a copied mount namespace: all but those of mount namespaces. They are locked if the copy has another owner, or if the original mount
 * was. (copy_tree, lock_mnt_tree of fs/namespace.c; mount_namespaces(7))
 */
function copiedMounts(world: World, from: NamespaceNumber, owner: NamespaceNumber): Mount[] {
  const isOthers = ownerOf(world, from) !== owner;
  return at(world.namespaces, from)
    .mounts.filter(({ namespace }) => at(world.namespaces, namespace).kind !== "mnt")
    .map((mount) => ({ ...mount, isLocked: isOthers ? "yes" : mount.isLocked }));
}
