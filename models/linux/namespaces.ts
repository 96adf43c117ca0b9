/** How namespaces come and go: L1, L5 and L6 of docs/semantics.md. */
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { add, at, living, release } from "../../src/world/table.ts";
import { holds } from "./kernel-versions.ts";
import {
  type File,
  isAgeKept,
  isInitial,
  liveTasks,
  type Namespace,
  PLAIN,
  runners,
  type World,
} from "./world.ts";

/** L1: a new namespace is the youngest. */
export function addNamespace(
  world: World,
  scope: LinuxScope,
  row: Pick<Namespace, "kind" | "owner"> & Partial<Namespace>,
): NamespaceNumber {
  const { kind, owner, ...rest } = row;
  const number = add(world.namespaces, { kind, origin: "made", owner, ...PLAIN, mounts: [], ...rest });
  if (isAgeKept(scope)) world.byAge.push(number);
  return number;
}

/** L5: the active namespaces, which up to 6.18 were all that exist. @param existing those that exist, if already known */
export function activeNamespaces(
  world: World,
  scope: LinuxScope,
  existing?: ReadonlySet<NamespaceNumber>,
): ReadonlySet<NamespaceNumber> {
  if (!holds(scope, "active")) return existing ?? existingNamespaces(world);
  return withAllThatTheyKeep(world, [...inhabited(world), ...inFiles(world, "namespace")], ({ owner }) => [
    owner,
  ]);
}

/** L6: the namespaces that exist. */
export function existingNamespaces(world: World): ReadonlySet<NamespaceNumber> {
  const held = [...inhabited(world), ...inFiles(world, "namespace"), ...inFiles(world, "socket")];
  return withAllThatTheyKeep(world, held, ({ owner, parent }) => [owner, parent]);
}

/** The initial namespaces, and those that tasks and threads are in or will put their children in; for user and pid namespaces the dead count too. */
function inhabited(world: World): NamespaceNumber[] {
  const tasks = living(world.tasks).map((number) => at(world.tasks, number));
  return [
    ...living(world.namespaces).filter((namespace) => isInitial(world, namespace)),
    ...runners(world).flatMap(({ nsproxy }) => Object.values<NamespaceNumber>(nsproxy)),
    ...tasks.flatMap(({ pid, credentials }) => [pid, credentials.user]),
  ];
}

function inFiles(world: World, what: File["is"]): NamespaceNumber[] {
  return liveTasks(world).flatMap(({ files }) =>
    files.filter((file) => file.is === what).map((file) => file.namespace),
  );
}

/** Namespaces and all that they keep in turn: what their mounts name (L4), and what `keeps` gives. */
function withAllThatTheyKeep(
  { namespaces }: World,
  held: readonly NamespaceNumber[],
  keeps: (row: Namespace) => readonly (NamespaceNumber | null)[],
): ReadonlySet<NamespaceNumber> {
  const kept = new Set(held);
  // Walking a set also visits what is added on the way.
  for (const namespace of kept) {
    const row = at(namespaces, namespace);
    for (const { namespace: mounted } of row.mounts) kept.add(mounted);
    for (const other of keeps(row)) if (other !== null) kept.add(other);
  }
  return kept;
}

/** Releases the namespaces that no longer exist. Of one that a handle names (L2), only its kind and its age are remembered. */
export function releaseUnused(world: World): void {
  const existing = existingNamespaces(world);
  const named = new Set(world.handles.map(({ namespace }) => namespace));
  for (const number of living(world.namespaces)) {
    if (existing.has(number)) continue;
    for (const fs of living(world.filesystems)) {
      const row = at(world.filesystems, fs);
      if (row.mnt === number) row.mnt = null;
    }
    if (named.has(number)) forget(at(world.namespaces, number));
    else releaseNamespace(world, number);
  }
}

function forget(row: Namespace): void {
  Object.assign(row, { owner: null, ...PLAIN, mounts: [] } satisfies Omit<Namespace, "kind" | "origin">);
}

function releaseNamespace(world: World, number: NamespaceNumber): void {
  release(world.namespaces, number);
  world.byAge = world.byAge.filter((other) => other !== number);
  world.listed = world.listed.filter((other) => other !== number);
}
