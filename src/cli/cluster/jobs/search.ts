import { setImmediate } from "node:timers/promises";
import { FailedInState } from "../../../engine/search/failed-in-state.ts";
import { failureAsBytes } from "../../../engine/search/failure-as-bytes.ts";
import type { SearchTask } from "../../../engine/search/search-task.ts";
import { JobWorker } from "../../../engine/stored/job-worker.ts";
import type { Job, JobResult } from "../../../engine/stored/jobs.ts";
import { loadedFiles } from "../../user/loaded-files.ts";
import { watched } from "../../user/watched.ts";
import type { JobEnvironment, Place } from "../ending.ts";

/** A job of a search whose states are in objects. */
export interface SearchAsk {
  readonly task: SearchTask;
  /** Identifies the search. */
  readonly search: string;
  readonly place: Place;
  readonly job: Job;
}

/** The result; or, as bytes, how the design or a property failed. */
export type SearchAnswer = { readonly result: JobResult } | { readonly failure: Uint8Array };

/** Upper bound on the size of a failure, in bytes. */
const MAX_BYTES = 2 ** 16;

/** The worker of this thread's last search, kept because starting one takes longer than a small job. */
let last: { readonly search: string; readonly worker: JobWorker } | undefined;

export async function* carryOutSearch(
  { task, search, place, job }: SearchAsk,
  { asked, objectsAt }: JobEnvironment,
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
    return { failure: failureAsBytes(error, MAX_BYTES) };
  }
}
