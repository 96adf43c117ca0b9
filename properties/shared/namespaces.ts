import type { ContainerObservation } from "../../src/domains/containers/observation.ts";
import type { Kind } from "../../src/model/kind.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";

/** Tells whether a task uses a namespace, or a nsproxy holds it. */
export function isInUse(
  world: ContainerObservation,
  kind: Kind,
  namespace: NamespaceNumber | undefined,
): boolean {
  for (const { namespaces } of world.tasks.values()) if (namespaces[kind] === namespace) return true;
  for (const { namespaces } of world.nsproxies.values()) if (namespaces[kind] === namespace) return true;
  return false;
}
