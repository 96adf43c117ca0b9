import type { Worker } from "node:worker_threads";
import type { SearchTask } from "../../engine/search/search-task.ts";
import type { JobWorker } from "../../engine/stored/job-worker.ts";
import type { Job, JobResult, JobRunner, ResultOf } from "../../engine/stored/jobs.ts";
import { referenceTo } from "../named.ts";
import { programOf, startThread, whyDied } from "../thread.ts";
import { type FileDigest, loadedFiles } from "../user/loaded-files.ts";
import { errorOf, type JobFailure } from "./job-failure.ts";

/** What a thread is handed: the design and the properties by name or path, for functions cannot be handed over. */
export interface JobThreadTask extends Omit<SearchTask, "model" | "properties"> {
  readonly folder: string;
  /** Whose the objects there are. */
  readonly mark: string;
  readonly model: string;
  readonly properties: readonly string[];
  /** What this thread has loaded from the user's side: what the other one loads has to be among that. */
  readonly files: readonly FileDigest[];
}

/** What a thread tells of the job that it was sent. */
export type ToldOfJob = { readonly result: JobResult } | { readonly failure: JobFailure };

/** Jobs on a level of this many states are worth the start of threads. */
const WORTH_THREADS = 1000;

/** Does jobs in this thread, and in others once a level is large. */
export class JobThreads implements JobRunner {
  readonly #here: JobWorker;
  readonly #task: JobThreadTask;
  readonly #size: number;
  #threads: JobThread[] = [];

  /**
   * @param where the folder, and whose the objects there are
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

  /** Ends the threads, whatever they do: jobs may be done again. */
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
    return outcome.result as ResultOf<J>; // it answers with what the job comes to that it was sent
  }

  end(): void {
    this.#settle = undefined;
    void this.#thread.terminate();
  }
}
