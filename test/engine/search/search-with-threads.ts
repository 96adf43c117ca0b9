import { expect, vi } from "vitest";
import { Threads } from "../../../src/cli/search-threads.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { CONTROL, type SharedMemory } from "../../../src/engine/search/shared-memory.ts";
import { searchInSteps } from "../../../src/engine/search.ts";
import type { SearchOptions } from "../../../src/engine/search-options.ts";
import type { SearchProgress, SearchResult } from "../../../src/engine/search-result.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Property } from "../../../src/model/property.ts";

/** More than the time between two reports of a search. */
const MILLISECONDS_OF_A_LOOK = 50;

/** What a search by several workers found, and the memory that they shared. */
export interface Together {
  readonly result: SearchResult;
  readonly memory: SharedMemory;
}

/**
 * Searches with further threads, all of which take part however fast the search is: once they are started, it does not go on before
 * they can begin.
 *
 * @param others how many threads there are besides this one
 * @param options the scope must be large enough for them to be started
 */
export async function searchWithThreads(
  model: Model,
  properties: readonly Property[],
  scope: ContainerScope,
  others: number,
  options: Omit<SearchOptions, "otherWorkers"> = {},
): Promise<Together> {
  const otherWorkers = new Threads(others);
  const start = vi.spyOn(otherWorkers, "start");
  const clock = vi.spyOn(performance, "now");
  // A clock that advances with every look makes the search report after every step: there this can wait.
  let milliseconds = 0;
  clock.mockImplementation(() => {
    milliseconds += MILLISECONDS_OF_A_LOOK;
    return milliseconds;
  });
  try {
    const run = searchInSteps(model, properties, scope, { ...options, otherWorkers });
    const result = await finish(run, () => start.mock.calls[0]?.[1], otherWorkers);
    expect(start).toHaveBeenCalledOnce();
    const [, memory] = start.mock.calls[0] ?? [];
    if (memory === undefined) throw new Error("the threads were not started");
    return { result, memory };
  } finally {
    clock.mockRestore();
    start.mockRestore();
  }
}

async function finish(
  run: Generator<SearchProgress, SearchResult>,
  memoryOf: () => SharedMemory | undefined,
  otherWorkers: Threads,
): Promise<SearchResult> {
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
    const memory = memoryOf();
    while (memory !== undefined && !areReady(memory, otherWorkers)) await turn();
  }
}

/** Whether all threads can begin, or one has failed, which the search itself will report. */
function areReady({ control }: SharedMemory, otherWorkers: Threads): boolean {
  return otherWorkers.failure() !== undefined || Atomics.load(control, CONTROL.ready) === otherWorkers.size;
}

function turn(): Promise<void> {
  return new Promise((resume) => {
    setImmediate(resume);
  });
}
