import { deepEqual } from "fast-equals";
import type { ContainerNumber } from "../../src/model/numbers.ts";
import type { Observation } from "../../src/model/observation.ts";

/** A living container in words: its number, and its path as the machine's administrator sees it. */
export function containerWords(world: Observation, container: ContainerNumber): string {
  return `container ${container} (${world.rootPath(container)})`;
}

/** The first thing in which two worlds differ, in words; empty where they look the same. */
export function firstDifference(before: Observation, after: Observation): string {
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
