import { nested } from "../../../models/nested.ts";
import { alwaysEnterable } from "../../../properties/always-enterable.ts";
import { sameNameInTwoPlaces } from "../../../properties/same-name-in-two-places.ts";
import { siblingNamesDiffer } from "../../../properties/sibling-names-differ.ts";
import type { SearchIdentity } from "../../../src/cli/saved-search/search-identity.ts";
import { Threads } from "../../../src/cli/search-threads.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import type { SearchTask } from "../../../src/engine/search/search-task.ts";
import { CONTROL, type SharedMemory } from "../../../src/engine/search/shared-memory.ts";
import { search } from "../../../src/engine/search.ts";
import type { SearchOptions } from "../../../src/engine/search-options.ts";
import type { SearchResult } from "../../../src/engine/search-result.ts";
import type { Property } from "../../../src/model/property.ts";

/** One that is broken, one that is reached and one that holds. */
const PROPERTIES: readonly Property[] = [alwaysEnterable, sameNameInTwoPlaces, siblingNamesDiffer];

/** A search of `nested`, whole, saved or resumed. */
export interface Searched {
  readonly identity: SearchIdentity;
  run(more?: Pick<SearchOptions, "save" | "resume" | "otherWorkers">): SearchResult;
}

export function searched(
  scope: ContainerScope,
  options: Pick<SearchOptions, "symmetry" | "depth">,
  properties = PROPERTIES,
): Searched {
  const { symmetry = false, depth } = options;
  return {
    identity: {
      version: "1.2.3",
      model: nested.name,
      scope,
      properties: properties.map(({ name }) => name),
      symmetry,
      files: [],
      ...(depth !== undefined && { depth }),
    },
    run: (more) => search(nested, properties, scope, { ...options, ...more }),
  };
}

/** Threads that have all started before the search goes on, however small it is. */
export class ReadyThreads extends Threads {
  override start(task: SearchTask, memory: SharedMemory): void {
    super.start(task, memory);
    for (;;) {
      const ready = Atomics.load(memory.control, CONTROL.ready);
      if (ready === this.size) return;
      Atomics.wait(memory.control, CONTROL.ready, ready, MILLISECONDS_BETWEEN_LOOKS);
    }
  }
}

const MILLISECONDS_BETWEEN_LOOKS = 5;

/** The search that is killed: long enough to be killed midway, short enough to be repeated. */
export const KILLED = searched({ tasks: 3, containers: 4, kinds: ["uts"], names: ["a"], images: 0 }, {}, []);

/** A search with levels that are large enough for a second worker. */
export const WORTH_TWO = searched(
  { tasks: 3, containers: 4, kinds: ["uts"], names: ["a", "b"], images: 0 },
  {},
  [],
);

/** The result of a search without its bytes, which may differ if it was resumed. */
export function found({ bytes: _, ...result }: SearchResult) {
  return result;
}
