import { setImmediate } from "node:timers/promises";
import { FailedInState } from "../../../engine/search/failed-in-state.ts";
import { failureAsBytes } from "../../../engine/search/failure-as-bytes.ts";
import type { SearchTask } from "../../../engine/search/search-task.ts";
import { JobWorker } from "../../../engine/stored/job-worker.ts";
import type { Job, JobResult } from "../../../engine/stored/jobs.ts";
import { loadedFiles } from "../../user/loaded-files.ts";
import { watched } from "../../user/watched.ts";
import type { Around, Place } from "../ending.ts";

/** A job of a search whose states are in objects. */
export interface SearchAsk {
  readonly task: SearchTask;
  /** What tells the search from others. */
  readonly search: string;
  readonly place: Place;
  readonly job: Job;
}

/** What it came to; or how the design or a property failed, as bytes. */
export type SearchAnswer = { readonly result: JobResult } | { readonly failure: Uint8Array };

/** A failure takes at most so many bytes. */
const MOST_BYTES = 2 ** 16;

/** What does the jobs of the search that this thread had last: to begin one takes longer than a small job. */
let last: { readonly search: string; readonly worker: JobWorker } | undefined;

export async function* carryOutSearch(
  { task, search, place, job }: SearchAsk,
  { asked, objectsAt }: Around,
): AsyncGenerator<string, SearchAnswer> {
  if (last?.search !== search) {
    const guard = loadedFiles().length > 0 ? { guard: watched } : {};
    const objects = await objectsAt(place);
    last = { search, worker: new JobWorker(task, { objects, pause: () => setImmediate(), ...guard }) };
  }
  yield job.name;
  try {
    return { result: await last.worker.perform(job, asked) };
  } catch (error) {
    if (!(error instanceof FailedInState)) throw error;
    return { failure: failureAsBytes(error, MOST_BYTES) };
  }
}
