import { deepEqual } from "fast-equals";
import type { Kind } from "../../model/kind.ts";
import type {
  ContainerObservation,
  Namespaces,
  ObservedContainer,
  ObservedNsproxy,
  ObservedTask,
  OwnState,
} from "./observation.ts";

/** Tells whether two worlds look the same: the same tasks, containers, nsproxies, images and handles under the same numbers. */
export function sameObservation(one: ContainerObservation, other: ContainerObservation): boolean {
  return (
    one === other ||
    (sameBesideContainers(one, other) && sameRows(one.containers, other.containers, sameContainer))
  );
}

/** Like `sameObservation`, but containers may differ. */
export function sameBesideContainers(one: ContainerObservation, other: ContainerObservation): boolean {
  return (
    sameRows(one.tasks, other.tasks, sameTask) &&
    sameRows(one.nsproxies, other.nsproxies, sameNsproxy) &&
    sameRows(one.images, other.images, deepEqual) &&
    deepEqual(one.handles, other.handles) &&
    deepEqual(one.own, other.own)
  );
}

/** Tells whether two maps have the same keys, with rows under them that are alike. */
export function sameRows<Key, Row>(
  one: ReadonlyMap<Key, Row>,
  other: ReadonlyMap<Key, Row>,
  areAlike: (one: Row, other: Row, key: Key) => boolean,
): boolean {
  if (one === other) return true;
  if (one.size !== other.size) return false;
  for (const [key, row] of one) {
    const otherRow = other.get(key);
    if (otherRow === undefined || (row !== otherRow && !areAlike(row, otherRow, key))) return false;
  }
  return true;
}

/** Tells whether two tasks are in the same containers and have the same namespaces, nsproxy and own fields. */
export function sameTask(one: ObservedTask, other: ObservedTask): boolean {
  return (
    one === other ||
    (one.container === other.container &&
      one.nsproxy === other.nsproxy &&
      sameOwn(one, other) &&
      sameOrder(one.in, other.in) &&
      sameNamespaces(one.namespaces, other.namespaces))
  );
}

/** Tells whether two sets of namespaces are the same, kind by kind. */
export function sameNamespaces(one: Namespaces, other: Namespaces): boolean {
  return one === other || (hasAllOf(one, other) && hasAllOf(other, one));
}

function hasAllOf(some: Namespaces, others: Namespaces): boolean {
  for (const key in others) {
    const kind = key as Kind; // a key of Namespaces is a kind
    if (some[kind] !== others[kind]) return false;
  }
  return true;
}

/** Most designs have no fields of their own. */
function sameOwn(one: { readonly own?: OwnState }, other: { readonly own?: OwnState }): boolean {
  return one.own === other.own || deepEqual(one.own, other.own);
}

function sameContainer(one: ObservedContainer, other: ObservedContainer): boolean {
  return one.parent === other.parent && one.name === other.name && sameOwn(one, other);
}

function sameNsproxy(one: ObservedNsproxy, other: ObservedNsproxy): boolean {
  return (
    one.container === other.container &&
    sameNamespaces(one.namespaces, other.namespaces) &&
    sameOwn(one, other)
  );
}

function sameOrder<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, place) => item === other[place]);
}
