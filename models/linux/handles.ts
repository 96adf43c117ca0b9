/** Names of namespaces: L2, L5 and L7 of docs/semantics.md; fs/nsfs.c, open_by_handle_at(2). */
import type { OperationOfCall } from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { at, find } from "../../src/world/table.ts";
import { has, isRoot } from "./capabilities.ts";
import { keep } from "./files.ts";
import { holds } from "./kernel-versions.ts";
import { openLink } from "./links.ts";
import { activeNamespaces } from "./namespaces.ts";
import type { Refusal, Result } from "./refusals.ts";
import { enterOne } from "./setns.ts";
import { type Caller, isInitial, ownerOf, SHARED_KINDS, type World } from "./world.ts";

/** The namespace that a handle names, which may be gone; `undefined` if no handle has this name. */
export function namedBy({ handles }: World, name: string): NamespaceNumber | undefined {
  return handles.find((handle) => handle.name === name)?.namespace;
}

/** The outside takes a handle of a file of /proc/TARGET/ns: name_to_handle_at(2). */
export function handle(
  world: World,
  { target, kind, handle: name }: OperationOfCall<"handle">,
  _caller: Caller,
  scope: LinuxScope,
): Result {
  const other = find(world.tasks, target);
  if (other === undefined) return "take of nobody";
  const namespace = openLink(world, other, kind, scope);
  if (typeof namespace !== "number") return namespace;
  world.handles = [...world.handles.filter((taken) => taken.name !== name), { name, namespace }].sort(
    (one, two) => (one.name < two.name ? -1 : 1),
  );
  return "ok";
}

export function open(
  world: World,
  { handle: name, file }: OperationOfCall<"open">,
  caller: Caller,
  scope: LinuxScope,
): Result {
  const namespace = openHandle(world, caller, name, scope);
  if (typeof namespace !== "number") return namespace;
  keep(caller, { name: file, is: "namespace", namespace });
  return "ok";
}

export function setnsHandle(
  world: World,
  operation: OperationOfCall<"setns_handle">,
  caller: Caller,
  scope: LinuxScope,
): Result {
  const namespace = openHandle(world, caller, operation.handle, scope);
  return typeof namespace === "number" ? enterOne(world, caller, namespace) : namespace;
}

/** nsfs_fh_to_dentry of fs/nsfs.c */
function openHandle(
  world: World,
  caller: Caller,
  name: string,
  scope: LinuxScope,
): NamespaceNumber | Refusal {
  const namespace = namedBy(world, name);
  if (namespace === undefined) return "nothing taken";
  if (!activeNamespaces(world, scope).has(namespace)) return "handle stale";
  if (!sees(world, caller, namespace, scope)) return "handle unseen";
  return namespace;
}

/** L7: whether a task sees a namespace. (may_see_all_namespaces of kernel/nscommon.c) */
export function sees(world: World, caller: Caller, namespace: NamespaceNumber, scope: LinuxScope): boolean {
  if (isOwn(caller, namespace)) return true;
  const { pid, credentials } = caller;
  if (holds(scope, "seeing")) return isInitial(world, pid) && isRoot(world, credentials);
  const isUser = at(world.namespaces, namespace).kind === "user";
  return has(world, credentials, isUser ? namespace : ownerOf(world, namespace));
}

/** Whether a namespace is the one of its kind that a task is in. */
function isOwn({ pid, credentials, nsproxy }: Caller, namespace: NamespaceNumber): boolean {
  return [pid, credentials.user, ...SHARED_KINDS.map((kind) => nsproxy[kind])].includes(namespace);
}
