import type { Kind } from "../model/kind.ts";
import type { NamespaceNumber } from "../model/numbers.ts";
import type { Namespaces } from "../model/observation.ts";

/** The namespace of a kind that is in scope. */
export function namespaceOf(namespaces: Namespaces, kind: Kind): NamespaceNumber {
  const number = namespaces[kind];
  if (number === undefined) throw new Error(`there is no namespace of kind ${kind}: the design forgot one`);
  return number;
}

/** Something for each kind of a set of namespaces, written in the same order. */
export function mapKinds<Value>(
  namespaces: Namespaces,
  value: (kind: Kind, namespace: NamespaceNumber) => Value,
): Partial<Record<Kind, Value>> {
  const entries = Object.entries(namespaces) as [Kind, NamespaceNumber][]; // its keys are kinds by type
  return Object.fromEntries(entries.map(([kind, namespace]) => [kind, value(kind, namespace)]));
}
