import type { Worker } from "node:worker_threads";
import type { SearchTask } from "../../engine/search/search-task.ts";
import type { JobWorker } from "../../engine/stored/job-worker.ts";
import type { Job, JobResult, JobRunner, ResultOf } from "../../engine/stored/jobs.ts";
import { referenceTo } from "../named.ts";
import { programOf, startThread, whyDied } from "../thread.ts";
import { type FileDigest, loadedFiles } from "../user/loaded-files.ts";
import { errorOf, type JobFailure } from "./job-failure.ts";

/** What a thread is given: the design and the properties by name or path, as functions cannot be passed to a thread. */
export interface JobThreadTask extends Omit<SearchTask, "model" | "properties"> {
  readonly folder: string;
  /** The mark of the search whose objects are there: see `StoredSearch`. */
  readonly mark: string;
  readonly model: string;
  readonly properties: readonly string[];
  /** The user's files that this thread has loaded: what the other one loads has to be among them. */
  readonly files: readonly FileDigest[];
}

/** What a thread reports about the job that it was sent. */
export type ToldOfJob = { readonly result: JobResult } | { readonly failure: JobFailure };

/** From this many states on a level, its jobs are worth starting threads. */
const WORTH_THREADS = 1000;

/** Does jobs in this thread, and in others once a level is large. */
export class JobThreads implements JobRunner {
  readonly #here: JobWorker;
  readonly #task: JobThreadTask;
  readonly #size: number;
  #threads: JobThread[] = [];

  /**
   * @param where the folder, and the mark of the objects there
   * @param size how many threads besides this one
   */
  constructor(
    here: JobWorker,
    where: Pick<JobThreadTask, "folder" | "mark">,
    { model, properties, ...task }: SearchTask,
    size: number,
  ) {
    this.#here = here;
    this.#size = size;
    this.#task = {
      ...task,
      ...where,
      model: referenceTo(model),
      properties: properties.map(referenceTo),
      files: loadedFiles(),
    };
  }

  async run<J extends Job>(
    jobs: readonly J[],
    asked: AbortSignal,
    done: (result: ResultOf<J>) => void,
  ): Promise<ResultOf<J>[]> {
    const isLarge = jobs.some((job) => job.is === "expand" && job.size >= WORTH_THREADS);
    if (isLarge && this.#threads.length === 0)
      this.#threads = Array.from({ length: this.#size }, () => new JobThread(this.#task));
    const results: ResultOf<J>[] = [];
    const left = [...jobs.entries()].reverse();
    const take = async (perform: (job: J) => Promise<ResultOf<J>>): Promise<void> => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) {
        asked.throwIfAborted();
        const [place, job] = next;
        const result = await perform(job);
        results[place] = result;
        done(result);
      }
    };
    await Promise.all([
      take((job) => this.#here.perform(job, asked)),
      ...this.#threads.map((thread) => take((job) => thread.perform(job, asked))),
    ]);
    return results;
  }

  /** Ends the threads, whatever they are doing: jobs can be done again. */
  dismiss(): void {
    for (const thread of this.#threads) thread.end();
  }
}

/** A thread, and the job that it does, if any. */
class JobThread {
  readonly #thread: Worker;
  #settle: ((outcome: ToldOfJob | { readonly error: Error }) => void) | undefined;

  constructor(task: JobThreadTask) {
    this.#thread = startThread(programOf("stored"), task);
    this.#thread.on("message", (told: ToldOfJob) => this.#settle?.(told));
    this.#thread.on("error", (error) => this.#settle?.({ error: whyDied(error, "search") }));
    this.#thread.on("exit", (code) =>
      this.#settle?.({
        error: new Error(`a thread of the search ended before it did, with exit code ${code}`),
      }),
    );
  }

  async perform<J extends Job>(job: J, asked: AbortSignal): Promise<ResultOf<J>> {
    const leave = (): void => this.#settle?.({ error: asked.reason });
    asked.addEventListener("abort", leave);
    const outcome = await new Promise<ToldOfJob | { readonly error: Error }>((settle) => {
      this.#settle = settle;
      this.#thread.postMessage(job);
    });
    asked.removeEventListener("abort", leave);
    if ("error" in outcome) throw outcome.error;
    if ("failure" in outcome) throw errorOf(outcome.failure);
    return outcome.result as ResultOf<J>; // it answers with the result of the job that it was sent
  }

  end(): void {
    this.#settle = undefined;
    void this.#thread.terminate();
  }
}
