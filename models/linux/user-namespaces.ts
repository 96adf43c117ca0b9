/** User namespaces: create_user_ns and map_write of kernel/user_namespace.c; user_namespaces(7). */
import { type LinuxScope, USER_LEVELS } from "../../src/domains/linux/scope.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { at } from "../../src/world/table.ts";
import { addNamespace } from "./namespaces.ts";
import type { Refusal } from "./refusals.ts";
import { isChrooted } from "./sharing.ts";
import { type Caller, type Credentials, isInitial, levelOf, type World } from "./world.ts";

/** Why a task may not make a user namespace; `undefined` if it may. */
export function refuseUser(
  world: World,
  caller: Caller,
  { userLevels = USER_LEVELS }: LinuxScope,
): Refusal | undefined {
  const { user, uid } = caller.credentials;
  if (levelOf(world, user) >= userLevels) return "user too deep";
  if (isChrooted(world, caller)) return "user in a chroot";
  if (!isMapped(world, user, uid)) return "user of an unmapped id";
  return undefined;
}

/** Makes a user namespace below a task's own. @returns credentials there: all capabilities, and the ids as they were (set_cred_user_ns) */
export function addUser(
  world: World,
  { user, uid, capabilities }: Credentials,
  scope: LinuxScope,
): Credentials {
  const made = addNamespace(world, scope, { kind: "user", owner: user, maker: uid, makerHad: capabilities });
  return { user: made, uid, capabilities: "all" };
}

/**
 * Whether an id is mapped in a user namespace, as uid and as gid. The initial one maps all ids; any other maps at most 0, to the 0 of all those around it.
 */
export function isMapped(world: World, user: NamespaceNumber, id: number): boolean {
  return isInitial(world, user) || (id === 0 && at(world.namespaces, user).maps === "both");
}
