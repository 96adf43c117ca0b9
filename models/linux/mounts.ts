/** Bind mounts of namespaces: L4 of docs/semantics.md; namespaces(7), mount_namespaces(7). */
import type { OperationOfCall } from "../../src/domains/linux/operations.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { at } from "../../src/world/table.ts";
import { has } from "./capabilities.ts";
import { fileOf } from "./files.ts";
import type { Result } from "./refusals.ts";
import { findsProc, isChrooted } from "./sharing.ts";
import { type Caller, inOrderOfAge, ownerOf, type World } from "./world.ts";

/** mount(2) with MS_BIND, in the caller's mount namespace. (do_loopback of fs/namespace.c) */
export function bind(world: World, { file, mount }: OperationOfCall<"bind">, caller: Caller): Result {
  const { credentials, nsproxy } = caller;
  const found = fileOf(caller, file);
  if (found === undefined) return "no such file";
  const own = nsproxy.mnt;
  if (!findsProc(world, caller)) return "mount from nowhere"; // the mount point is looked up first (do_mount)
  if (!has(world, credentials, ownerOf(world, own))) return "mount without capability";
  if (found.is === "socket") return "mount a socket";
  if (isChrooted(world, caller)) return "mount in a chroot";
  if (isLoop(world, found.namespace, own)) return "mount a loop";
  at(world.namespaces, own).mounts.push({ name: mount, namespace: found.namespace, isLocked: "no" });
  return "ok";
}

/** Whether `mounted` is a mount namespace no younger than `mnt`: a mount of it there could keep both for ever. */
function isLoop(world: World, mounted: NamespaceNumber, mnt: NamespaceNumber): boolean {
  const order = inOrderOfAge(world);
  return at(world.namespaces, mounted).kind === "mnt" && order.indexOf(mounted) <= order.indexOf(mnt);
}

/** umount2(2) with MNT_DETACH: the top mount of a name. (can_umount of fs/namespace.c) */
export function unbind(world: World, { mount }: OperationOfCall<"unbind">, caller: Caller): Result {
  const own = caller.nsproxy.mnt;
  if (!findsProc(world, caller)) return "mount from nowhere"; // likewise (ksys_umount)
  if (!has(world, caller.credentials, ownerOf(world, own))) return "mount without capability";
  const { mounts } = at(world.namespaces, own);
  const top = mounts.findLastIndex(({ name }) => name === mount);
  if (top < 0) return "unmount nothing";
  if (isChrooted(world, caller)) return "mount in a chroot";
  if (mounts[top]?.isLocked === "yes") return "unmount the locked";
  mounts.splice(top, 1);
  return "ok";
}
