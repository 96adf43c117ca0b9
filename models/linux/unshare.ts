/** `unshare`: ksys_unshare of kernel/fork.c; unshare(2). */
import type { OperationOfCall } from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import { addNamespaces, refuseNamespaces } from "./new-nsproxy.ts";
import type { Refusal, Result } from "./refusals.ts";
import { copyFs, moveRoot, usersOf } from "./sharing.ts";
import { addUser, refuseUser } from "./user-namespaces.ts";
import type { Caller, World } from "./world.ts";

export function unshare(
  world: World,
  { kinds }: OperationOfCall<"unshare">,
  caller: Caller,
  scope: LinuxScope,
): Result {
  const hasNewUser = kinds.includes("user");
  const refusal =
    (hasNewUser ? refuseNewUser(world, caller, scope) : undefined) ??
    refuseNamespaces(world, caller, { kinds, hasNewUser }, scope);
  if (refusal !== undefined) return refusal;

  // CLONE_NEWNS and CLONE_NEWUSER imply CLONE_FS: unshare(2)
  if ((kinds.includes("mnt") || hasNewUser) && usersOf(world, caller.fs) > 1)
    caller.fs = copyFs(world, caller.fs);
  if (hasNewUser) caller.credentials = addUser(world, caller.credentials, scope);
  const before = caller.nsproxy.mnt;
  caller.nsproxy = addNamespaces(world, caller.nsproxy, kinds, caller.credentials.user, scope);
  moveRoot(world, caller.fs, before, caller.nsproxy.mnt);
  return "ok";
}

function refuseNewUser(world: World, caller: Caller, scope: LinuxScope): Refusal | undefined {
  if (caller.threads.length > 0) return "new user with threads";
  return refuseUser(world, caller, scope);
}
