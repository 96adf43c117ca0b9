/** What a search lets a task try: only calls that could make sense, in a fixed order. */

import { kindSetsOf } from "../../src/domains/linux/kind-sets.ts";
import {
  type CloneFlag,
  LINKS,
  type Link,
  type LinuxOperation,
  SELF,
} from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { Kind } from "../../src/model/kind.ts";
import type { TaskNumber } from "../../src/model/numbers.ts";
import { at, count, living } from "../../src/world/table.ts";
import { holds } from "./kernel-versions.ts";
import type { World } from "./world.ts";

/** The ids that `setuid` tries: the superuser's and one other. */
export const IDS = [0, 1000] as const;

const numbered = (noun: string, howMany = 0): string[] =>
  Array.from({ length: howMany }, (_, index) => `${noun}${index + 1}`);

/** The names that a search gives to handles, files and mounts. */
export const handleNames = ({ handles }: LinuxScope): string[] => numbered("handle", handles);
export const fileNames = ({ files }: LinuxScope): string[] => numbered("file", files);
export const mountNames = ({ mounts }: LinuxScope): string[] => numbered("mount", mounts);

/** The flags of `clone`, each with the kinds that it matters to. A search tries one flag at a time, with no kind and with each of these. */
const FLAGS: readonly (readonly [CloneFlag, readonly Kind[]])[] = [
  ["parent", ["pid"]],
  ["fs", ["mnt", "user"]],
  ["vm", ["time"]],
  ["sysvsem", ["ipc"]],
];

export function* operations(world: World, task: TaskNumber, scope: LinuxScope): Generator<LinuxOperation> {
  const { tries } = scope;
  for (const operation of allOperations(world, task, scope))
    if (tries === undefined || tries.includes(operation.op)) yield operation;
}

function* allOperations(world: World, task: TaskNumber, scope: LinuxScope): Generator<LinuxOperation> {
  const { kinds } = scope;
  const has = (...some: readonly Kind[]): boolean => some.some((kind) => kinds.includes(kind));
  const targets = living(world.tasks);
  const hasRoom = count(world.tasks) < scope.tasks;
  const [sets, links] = [kindSetsOf(kinds), linksIn(kinds)];

  if (hasRoom) yield* clones(task, kinds, sets);
  for (const set of [[], ...sets]) yield { op: "vfork", task, kinds: set };
  for (const set of sets) yield { op: "unshare", task, kinds: set };
  for (const target of targets) {
    for (const set of sets) yield { op: "setns", task, target, kinds: set };
    for (const file of links) yield { op: "setns_fd", task, target, file };
    yield { op: "kill", task, target };
    yield { op: "wait", task, target };
    if (has("user")) yield { op: "map", task, target };
  }
  yield { op: "exit", task };
  if (has("user")) {
    yield { op: "drop", task };
    for (const id of IDS) yield { op: "setuid", task, id };
  }
  yield { op: "subreaper", task };
  if (has("pid", "user", "mnt", "time") && at(world.tasks, task).threads.length === 0)
    yield { op: "thread", task };
  yield* namedCalls(world, task, targets, links, scope);
}

function* clones(
  task: TaskNumber,
  kinds: readonly Kind[],
  sets: readonly (readonly Kind[])[],
): Generator<LinuxOperation> {
  for (const set of [[], ...sets]) yield { op: "clone", task, kinds: set };
  for (const [flag, meant] of FLAGS) {
    const own = meant.filter((kind) => kinds.includes(kind));
    if (own.length === 0) continue;
    for (const set of [[], ...own.map((kind) => [kind])])
      yield { op: "clone", task, kinds: set, flags: [flag] };
  }
}

/** The files of /proc/PID/ns that name namespaces of some kinds. */
function linksIn(kinds: readonly Kind[]): Link[] {
  return LINKS.filter((link) => kinds.some((kind) => link === kind || link === `${kind}_for_children`));
}

/** The calls on handles, files and mounts. */
function* namedCalls(
  world: World,
  task: TaskNumber,
  targets: readonly TaskNumber[],
  links: readonly Link[],
  scope: LinuxScope,
): Generator<LinuxOperation> {
  const handles = inUse(handleNames(scope), world.handles);
  const files = inUse(fileNames(scope), at(world.tasks, task).files);
  const mounts = mountNames(scope);
  for (const handle of handles) {
    for (const target of targets)
      for (const kind of links) yield { op: "handle", task, target, kind, handle };
    for (const file of files) yield { op: "open", task, handle, file };
    yield { op: "setns_handle", task, handle };
  }
  for (const file of files) {
    for (const target of targets) for (const kind of links) yield { op: "nsfile", task, target, kind, file };
    yield { op: "setns_file", task, file };
    yield { op: "close", task, file };
    if (scope.kinds.includes("net")) yield { op: "socket", task, file };
    for (const from of files) {
      if (scope.kinds.includes("net")) yield { op: "sockns", task, from, file };
      yield { op: "userns", task, from, file };
      yield { op: "parent", task, from, file };
    }
    for (const mount of mounts)
      if (hasRoomToMount(world, task, scope)) yield { op: "bind", task, file, mount };
  }
  for (const mount of mounts) yield { op: "unbind", task, mount };
  if (handles.length > 0 && holds(scope, "list")) yield* lists(world, task, scope);
}

/** The names in use, and the first free one: any other free name would do as well. */
function inUse(names: readonly string[], rows: readonly { readonly name: string }[]): string[] {
  const used = new Set(rows.map(({ name }) => name));
  const free = names.find((name) => !used.has(name));
  return names.filter((name) => used.has(name) || name === free);
}

function hasRoomToMount(world: World, task: TaskNumber, scope: LinuxScope): boolean {
  const { mnt } = at(world.tasks, task).nsproxy;
  return mnt !== null && at(world.namespaces, mnt).mounts.length < mountNames(scope).length;
}

/** A search gives only handles that were taken, as owner (besides the caller's own) and as `after`. */
function* lists(world: World, task: TaskNumber, scope: LinuxScope): Generator<LinuxOperation> {
  const taken = world.handles.map(({ name }) => name);
  for (const kinds of [[], ...scope.kinds.map((kind) => [kind])])
    for (const owner of [undefined, SELF, ...taken])
      for (const after of [undefined, ...taken])
        yield {
          op: "list",
          task,
          kinds,
          ...(owner !== undefined && { owner }),
          ...(after !== undefined && { after }),
        };
}
