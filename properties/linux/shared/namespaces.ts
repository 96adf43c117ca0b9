import type { LinuxObservation } from "../../../src/domains/linux/observation.ts";
import type { Link } from "../../../src/domains/linux/operations.ts";
import type { Kind } from "../../../src/model/kind.ts";
import type { NamespaceNumber, TaskNumber } from "../../../src/model/numbers.ts";

/** The files of /proc/PID/ns that name namespaces of a kind: where a task is, and for two kinds also where its children will be. */
export const linksOf = (kind: Kind): readonly Link[] =>
  kind === "pid" || kind === "time" ? [kind, `${kind}_for_children`] : [kind];

/** A namespace and those around it, from the inside out: for a user namespace its owners, for a pid namespace its parents. */
function* outwards(
  { namespaces }: LinuxObservation,
  from: NamespaceNumber | undefined,
): Generator<NamespaceNumber> {
  for (let here = from ?? null; here !== null; ) {
    yield here;
    const row = namespaces.get(here);
    here = (row?.kind === "user" ? row.owner : row?.parent) ?? null;
  }
}

/** Whether a namespace is the same as another, or stands in it; false for `undefined`. */
export function isWithin(
  world: LinuxObservation,
  inner: NamespaceNumber | undefined,
  outer: NamespaceNumber,
): boolean {
  for (const here of outwards(world, inner)) if (here === outer) return true;
  return false;
}

/** The namespaces of a kind that tasks have made. */
export function madeNamespaces({ namespaces }: LinuxObservation, kind: Kind): NamespaceNumber[] {
  const made: NamespaceNumber[] = [];
  for (const [number, row] of namespaces) if (row.kind === kind && !row.isInitial) made.push(number);
  return made;
}

/** The tasks that live in a namespace of a kind, or in one that stands in it. */
export function tasksWithin(world: LinuxObservation, kind: Kind, namespace: NamespaceNumber): TaskNumber[] {
  const inside: TaskNumber[] = [];
  for (const [number, { state, links }] of world.tasks) {
    if (state === "alive" && isWithin(world, links[kind], namespace)) inside.push(number);
  }
  return inside;
}

/** Whether a task, even a zombie, is in a namespace of a kind or in one that stands in it, or its children will be. */
export function isAnyoneIn(world: LinuxObservation, kind: Kind, namespace: NamespaceNumber): boolean {
  for (const { links } of world.tasks.values()) {
    if (linksOf(kind).some((link) => isWithin(world, links[link], namespace))) return true;
  }
  return false;
}

/** Whether an open file of a task names a namespace, or is a socket that belongs to it. */
export function isInFile({ tasks }: LinuxObservation, namespace: NamespaceNumber): boolean {
  for (const { files } of tasks.values())
    for (const file of files.values()) if (file.namespace === namespace) return true;
  return false;
}

/** Whether a mount names a namespace. */
export function isMounted({ namespaces }: LinuxObservation, namespace: NamespaceNumber): boolean {
  for (const { mounts } of namespaces.values())
    if (mounts.some((mount) => mount.namespace === namespace)) return true;
  return false;
}

/** Whether a namespace owns another that exists, or is its parent. */
export function hasDependants({ namespaces }: LinuxObservation, namespace: NamespaceNumber): boolean {
  for (const { owner, parent } of namespaces.values())
    if (owner === namespace || parent === namespace) return true;
  return false;
}
