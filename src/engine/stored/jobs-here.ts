import type { JobWorker } from "./job-worker.ts";
import type { Job, JobRunner, ResultOf } from "./jobs.ts";

/** Does jobs one after the other, in the calling thread. */
export class JobsHere implements JobRunner {
  readonly #worker: JobWorker;

  constructor(worker: JobWorker) {
    this.#worker = worker;
  }

  async run<J extends Job>(
    jobs: readonly J[],
    asked: AbortSignal,
    done: (result: ResultOf<J>) => void,
  ): Promise<ResultOf<J>[]> {
    const results: ResultOf<J>[] = [];
    for (const job of jobs) {
      asked.throwIfAborted();
      const result = await this.#worker.perform(job, asked);
      done(result);
      results.push(result);
    }
    return results;
  }
}
