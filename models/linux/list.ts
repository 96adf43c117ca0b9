/** `list`: listns(2), kernel/nstree.c. */
import { type OperationOfCall, SELF } from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { at } from "../../src/world/table.ts";
import { namedBy, sees } from "./handles.ts";
import { holds } from "./kernel-versions.ts";
import { activeNamespaces, existingNamespaces } from "./namespaces.ts";
import type { Result } from "./refusals.ts";
import { type Caller, inOrderOfAge, type World } from "./world.ts";

export function list(
  world: World,
  { kinds, owner, after }: OperationOfCall<"list">,
  caller: Caller,
  scope: LinuxScope,
): Result {
  if (!holds(scope, "list")) return "list missing";
  const active = activeNamespaces(world, scope);
  const by =
    owner === SELF ? caller.credentials.user : owner === undefined ? undefined : namedBy(world, owner);
  if (
    owner !== undefined &&
    (by === undefined || !active.has(by) || at(world.namespaces, by).kind !== "user")
  )
    return "list of no owner";
  const from = after === undefined ? undefined : namedBy(world, after);
  if (after !== undefined && from === undefined) return "list after nothing";

  const ofOwner = (namespace: NamespaceNumber) =>
    by === undefined || at(world.namespaces, namespace).owner === by;
  const ofKinds = (namespace: NamespaceNumber) =>
    kinds.length === 0 || kinds.includes(at(world.namespaces, namespace).kind);
  const younger = inOrderOfAge(world).slice(from === undefined ? 0 : inOrderOfAge(world).indexOf(from) + 1);
  const existing = existingNamespaces(world);
  // The kernel walks one tree: that of the owner, otherwise that of the one kind, otherwise that of all.
  const inTree = (namespace: NamespaceNumber) =>
    by !== undefined ? ofOwner(namespace) : kinds.length !== 1 || ofKinds(namespace);
  const first = younger.find((namespace) => existing.has(namespace) && inTree(namespace));
  if (first === undefined) return "list at the end";
  if (!holds(scope, "listInactive") && !active.has(first)) return "list of the inactive";

  world.hasListed = "yes";
  world.listed = younger.filter(
    (namespace) =>
      active.has(namespace) &&
      ofKinds(namespace) &&
      ofOwner(namespace) &&
      sees(world, caller, namespace, scope),
  );
  return "ok";
}
