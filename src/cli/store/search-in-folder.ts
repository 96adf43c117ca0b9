import { setImmediate } from "node:timers/promises";
import { searchBy } from "../../engine/search.ts";
import { DEFAULT_MEMORY, type SearchOptions } from "../../engine/search-options.ts";
import type { SearchProgress, SearchResult } from "../../engine/search-result.ts";
import { JobWorker } from "../../engine/stored/job-worker.ts";
import { JobsHere } from "../../engine/stored/jobs-here.ts";
import { settingsFor } from "../../engine/stored/settings.ts";
import { type Storage, searchStored } from "../../engine/stored/stored-search.ts";
import { awaited } from "../../engine/stored/wait.ts";
import type { Model } from "../../model/model.ts";
import type { Property } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import { FolderObjects } from "../../objects/folder.ts";
import { lockStore } from "../files/store-lock.ts";
import { watched } from "../user/watched.ts";
import { JobThreads } from "./job-threads.ts";
import { asProblem, objectsIn, searchStoredIn } from "./store-folder.ts";

/**
 * Searches with the states in a folder, resuming the search that is there.
 *
 * @throws {Problem} if the folder cannot be used, or no longer
 */
export async function* searchInFolder(
  folder: string,
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  { otherWorkers, ...options }: SearchOptions,
): AsyncGenerator<SearchProgress, SearchResult> {
  const begun: JobThreads[] = [];
  let unlock = (): void => undefined;
  try {
    unlock = lockStore(folder);
    await new FolderObjects(folder).sweep();
    const { mark } = (await searchStoredIn(folder)) ?? {};
    if (mark === undefined) throw new Error(`${folder} holds no search: it was begun before`);
    const objects = objectsIn(folder, mark);
    const memory = options.memory ?? DEFAULT_MEMORY;
    const workers = 1 + (otherWorkers?.size ?? 0);
    const storage: Storage = {
      objects,
      memory,
      settings: settingsFor(memory, workers),
      runnerOf: (task) => {
        const here = new JobWorker(task, { objects, guard: watched, pause: () => setImmediate() });
        if (workers === 1) return new JobsHere(here);
        const threads = new JobThreads(here, { folder, mark }, task, workers - 1);
        begun.push(threads);
        return threads;
      },
    };
    return yield* awaited(searchBy((how) => searchStored(how, storage), model, properties, scope, options));
  } catch (error) {
    throw asProblem(folder, error);
  } finally {
    for (const threads of begun) threads.dismiss();
    unlock();
  }
}
