/** Several workers of a search that take turns in one thread. */
import { vi } from "vitest";
import { shortestBreach } from "../../../src/engine/search/breaches.ts";
import type { SearchTask } from "../../../src/engine/search/search-task.ts";
import { SearchWorker, searchAsFollower } from "../../../src/engine/search/search-worker.ts";
import { memoryOf } from "../../../src/engine/search/single-search.ts";

/** What several workers find together: the sums of their counts, and for each property the length of the shortest history that settles it. */
export function foundByWorkers(task: SearchTask, workers: number) {
  const memory = memoryOf(task, workers, 2 ** 30);
  const leader = new SearchWorker(task, memory, 0);
  leader.begin();
  // In one thread nobody would arrive while a worker waits.
  const wait = vi.spyOn(Atomics, "wait").mockReturnValue("timed-out");
  try {
    const others = Array.from({ length: workers - 1 }, (_, index) =>
      searchAsFollower(task, memory, index + 1),
    );
    for (const other of others) other.next();
    const leading = leader.work();
    while (!leading.next().done) for (const other of others) other.next();
    for (const other of others) while (!other.next().done);
  } finally {
    wait.mockRestore();
  }
  const [first] = memory.counts;
  return {
    counts: Array.from(first ?? [], (_, count) =>
      memory.counts.reduce((sum, all) => sum + (all[count] ?? 0), 0),
    ),
    lengths: task.properties.map((_, index) => shortestBreach(memory, index)),
  };
}
