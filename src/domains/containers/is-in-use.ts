import type { Kind } from "../../model/kind.ts";
import type { NamespaceNumber } from "../../model/numbers.ts";
import type { ContainerObservation } from "./observation.ts";
import { WatchedObservation } from "./watched-observation.ts";

/**
 * Tells whether a task uses a namespace, or a nsproxy holds it. Asked of a namespace that a call has just made, the answer serves a search at once for all states
 * that differ only in who shares.
 */
export function isInUse(
  world: ContainerObservation,
  kind: Kind,
  namespace: NamespaceNumber | undefined,
): boolean {
  if (namespace !== undefined && world instanceof WatchedObservation) return world.isInUse(kind, namespace);
  for (const { namespaces } of world.tasks.values()) if (namespaces[kind] === namespace) return true;
  for (const { namespaces } of world.nsproxies.values()) if (namespaces[kind] === namespace) return true;
  return false;
}
