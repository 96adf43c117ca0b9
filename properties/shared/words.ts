import { deepEqual } from "fast-equals";
import type { ContainerObservation } from "../../src/domains/containers/observation.ts";
import type { ContainerNumber } from "../../src/model/numbers.ts";

/** A living container in words: its number, and its path as the machine's administrator sees it. */
export function containerWords(world: ContainerObservation, container: ContainerNumber): string {
  return `container ${container} (${world.rootPath(container)})`;
}

/** The first thing in which two worlds differ, in words; empty if they look the same. */
export function firstDifferenceInWords(before: ContainerObservation, after: ContainerObservation): string {
  const [handles, later] = [before.handles ?? new Map(), after.handles ?? new Map()];
  return firstDifferenceBesideHandles(before, after) || (firstIn(handles, later, String) ?? "");
}

/** Like `firstDifferenceInWords`, but handles may differ. */
export function firstDifferenceBesideHandles(
  before: ContainerObservation,
  after: ContainerObservation,
): string {
  return (
    firstIn(before.tasks, after.tasks, (task) => `task ${task}`) ??
    firstIn(before.containers, after.containers, (container) =>
      containerWords(before.containers.has(container) ? before : after, container),
    ) ??
    firstIn(before.nsproxies, after.nsproxies, (nsproxy) => `nsproxy ${nsproxy}`) ??
    firstIn(before.images, after.images, (image) => `image ${image}`) ??
    ""
  );
}

function firstIn<Key, Row>(
  before: ReadonlyMap<Key, Row>,
  after: ReadonlyMap<Key, Row>,
  words: (key: Key) => string,
): string | undefined {
  for (const [key, row] of before) {
    if (!after.has(key)) return `${words(key)} is gone`;
    if (!deepEqual(row, after.get(key))) return `${words(key)} is not as it was`;
  }
  for (const key of after.keys()) if (!before.has(key)) return `${words(key)} is new`;
  return undefined;
}
