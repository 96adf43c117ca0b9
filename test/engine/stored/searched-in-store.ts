import { runToEnd } from "../../../src/api/run.ts";
import { searchBy } from "../../../src/engine/search.ts";
import type { SearchOptions } from "../../../src/engine/search-options.ts";
import type { SearchResult } from "../../../src/engine/search-result.ts";
import { JobWorker } from "../../../src/engine/stored/job-worker.ts";
import { JobsHere } from "../../../src/engine/stored/jobs-here.ts";
import { type Storage, searchStored } from "../../../src/engine/stored/stored-search.ts";
import { awaited } from "../../../src/engine/stored/wait.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Property } from "../../../src/model/property.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { SealedObjects } from "../../../src/objects/sealed.ts";
import { MemoryObjects } from "../../objects/memory.ts";

/** So small that there are many parts, lists and merges. */
export const TINY = { partitions: 3, jobs: 4, most: 40, part: 7, fanIn: 3 };

/** Where a test keeps states. */
export function storageOf(given: Partial<Storage> = {}): Storage {
  const objects = given.objects ?? new SealedObjects(new MemoryObjects(), "test");
  return {
    objects,
    settings: () => TINY,
    memory: 2 ** 30,
    runnerOf: (task) => new JobsHere(new JobWorker(task, { objects })),
    ...given,
  };
}

/** A search with its states in objects. */
export async function searchInStore(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SearchOptions,
  storage: Storage = storageOf(),
): Promise<SearchResult> {
  return runToEnd(
    awaited(searchBy((how) => searchStored(how, storage), model, properties, scope, options)),
    {},
  );
}

/** The part of a result that does not depend on where states are kept. */
export function told({ bytes: _, apart, ...result }: SearchResult): object {
  const { terminalStates, ...all } = result;
  return { ...all, terminalStates: JSON.stringify(terminalStates), ...(apart && { apart: told(apart) }) };
}
