import type { Kind } from "../../model/kind.ts";
import { FIRST, type NamespaceNumber, namespaceNumber } from "../../model/numbers.ts";
import type { Table } from "../../world/table.ts";
import type { Namespaces } from "./observation.ts";
import type { ContainerScope } from "./scope.ts";

/** W1: the first namespace of each kind in scope. */
export function firstNamespaces({ kinds }: ContainerScope): Partial<Record<Kind, NamespaceNumber>> {
  return Object.fromEntries(kinds.map((kind) => [kind, namespaceNumber(FIRST)]));
}

/** Whether these are kinds that can be unshared or entered: at least one, and all in scope. */
export function areKinds(kinds: readonly Kind[], scope: ContainerScope): boolean {
  return kinds.length > 0 && kinds.every((kind) => scope.kinds.includes(kind));
}

/** The namespace of a kind that is in scope. */
export function namespaceOf(namespaces: Namespaces, kind: Kind): NamespaceNumber {
  const number = namespaces[kind];
  if (number === undefined) throw new Error(`there is no namespace of kind ${kind}: the design forgot one`);
  return number;
}

/** Maps each namespace of a set to a value, with the kinds in the same order. */
export function mapKinds<Value>(
  namespaces: Namespaces,
  value: (kind: Kind, namespace: NamespaceNumber) => Value,
): Partial<Record<Kind, Value>> {
  const entries = Object.entries(namespaces) as [Kind, NamespaceNumber][]; // its keys are kinds by type
  return Object.fromEntries(entries.map(([kind, namespace]) => [kind, value(kind, namespace)]));
}

/**
 * W2: the lowest numbers that no namespace of a kind bears.
 *
 * @param users the rows that use namespaces: a namespace lives exactly while one of them uses it (W3)
 */
export function newNamespaces<N extends number>(
  users: Table<N, { namespaces: Namespaces }>,
  kind: Kind,
  howMany: number,
): NamespaceNumber[] {
  const used = new Set(users.map((user) => user?.namespaces[kind]));
  const numbers: NamespaceNumber[] = [];
  for (let number = FIRST; numbers.length < howMany; number++) {
    if (!used.has(namespaceNumber(number))) numbers.push(namespaceNumber(number));
  }
  return numbers;
}
