/** Open files, which a task keeps under names: L3 of docs/semantics.md; setns(2), ioctl_nsfs(2), socket(2). */
import type { OperationOfCall } from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { at, find } from "../../src/world/table.ts";
import { has } from "./capabilities.ts";
import { openLink } from "./links.ts";
import type { Refusal, Result } from "./refusals.ts";
import { enterOne } from "./setns.ts";
import { type Caller, type File, isWithin, ownerOf, type World } from "./world.ts";

/** The file that a task has under a name. */
export function fileOf({ files }: Caller, name: string): File | undefined {
  return files.find((file) => file.name === name);
}

/** Keeps a file under its name, in place of any earlier one. */
export function keep(caller: Caller, file: File): void {
  caller.files = [...caller.files.filter(({ name }) => name !== file.name), file].sort((one, other) =>
    one.name < other.name ? -1 : 1,
  );
}

/** The outside opens a file of /proc/TARGET/ns for the caller. */
export function nsfile(
  world: World,
  { target, kind, file }: OperationOfCall<"nsfile">,
  caller: Caller,
  scope: LinuxScope,
): Result {
  const other = find(world.tasks, target);
  if (other === undefined) return "take of nobody";
  const namespace = openLink(world, other, kind, scope);
  if (typeof namespace !== "number") return namespace;
  keep(caller, { name: file, is: "namespace", namespace });
  return "ok";
}

export function setnsFile(world: World, { file }: OperationOfCall<"setns_file">, caller: Caller): Result {
  const found = fileOf(caller, file);
  if (found === undefined) return "no such file";
  if (found.is === "socket") return "enter a socket";
  return enterOne(world, caller, found.namespace);
}

export function close(_world: World, { file }: OperationOfCall<"close">, caller: Caller): Result {
  if (fileOf(caller, file) === undefined) return "no such file";
  caller.files = caller.files.filter(({ name }) => name !== file);
  return "ok";
}

/** socket(2) with AF_INET and SOCK_DGRAM: it stays in the network namespace it was made in. */
export function socket(_world: World, { file }: OperationOfCall<"socket">, caller: Caller): Result {
  keep(caller, { name: file, is: "socket", namespace: caller.nsproxy.net });
  return "ok";
}

/** SIOCGSKNS: sock_ioctl and get_net_ns of net/socket.c */
export function sockns(world: World, operation: OperationOfCall<"sockns">, caller: Caller): Result {
  const from = fileOf(caller, operation.from);
  if (from === undefined) return "no such file";
  if (from.is === "namespace") return "socket asked of a namespace";
  if (!has(world, caller.credentials, ownerOf(world, from.namespace)))
    return "socket asked without capability";
  keep(caller, { name: operation.file, is: "namespace", namespace: from.namespace });
  return "ok";
}

/** NS_GET_USERNS: ns_get_owner of kernel/user_namespace.c; ioctl_nsfs(2) */
export function userns(world: World, { from, file }: OperationOfCall<"userns">, caller: Caller): Result {
  return openRelated(caller, from, file, (namespace) => {
    const { owner } = at(world.namespaces, namespace);
    return withinOwn(world, owner, caller.credentials.user);
  });
}

/** NS_GET_PARENT: pidns_get_parent of kernel/pid_namespace.c; ioctl_nsfs(2) */
export function parent(world: World, { from, file }: OperationOfCall<"parent">, caller: Caller): Result {
  return openRelated(caller, from, file, (namespace) => {
    const { kind, owner, parent: around } = at(world.namespaces, namespace);
    if (kind === "user") return withinOwn(world, owner, caller.credentials.user);
    if (kind === "pid") return withinOwn(world, around, caller.pid);
    return "parent of a flat kind";
  });
}

/** The namespace, if it is the caller's own of its kind or below it. */
function withinOwn(
  world: World,
  namespace: NamespaceNumber | null,
  own: NamespaceNumber,
): NamespaceNumber | Refusal {
  return namespace !== null && isWithin(world, namespace, own) ? namespace : "relative outside";
}

function openRelated(
  caller: Caller,
  from: string,
  file: string,
  related: (namespace: NamespaceNumber) => NamespaceNumber | Refusal,
): Result {
  const asked = fileOf(caller, from);
  if (asked === undefined) return "no such file";
  if (asked.is === "socket") return "namespace asked of a socket";
  const namespace = related(asked.namespace);
  if (typeof namespace !== "number") return namespace;
  keep(caller, { name: file, is: "namespace", namespace });
  return "ok";
}
