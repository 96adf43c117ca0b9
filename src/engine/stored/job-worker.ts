import type { Objects } from "../../objects/objects.ts";
import { type Guard, unguarded } from "../checked/guard.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { type SearchTask, spaceOf } from "../search/search-task.ts";
import { deduplicate } from "./deduplicate.ts";
import { expand } from "./expand.ts";
import { type Job, type JobResult, type ResultOf, resultName } from "./jobs.ts";
import { type KeyShape, keyShapeOf } from "./key.ts";
import { mergeLists } from "./merge-lists.ts";
import type { Surroundings } from "./surroundings.ts";

/** Does the jobs of one search. */
export class JobWorker {
  readonly #task: SearchTask;
  readonly #space: StateSpace;
  readonly #shape: KeyShape;
  readonly #objects: Objects;
  readonly #guard: Guard;
  readonly #pause: () => Promise<void>;

  constructor(task: SearchTask, { objects, guard = unguarded, pause = async () => undefined }: Surroundings) {
    this.#task = task;
    this.#space = spaceOf(task);
    this.#shape = keyShapeOf(this.#space);
    this.#objects = objects;
    this.#guard = guard;
    this.#pause = pause;
  }

  /**
   * Does a job, unless it is already done.
   *
   * @param asked aborted if the job is no longer wanted: it then fails with the signal's reason
   * @throws {DamagedObject} if an object is not as it was written
   * @throws {FailedInState} if the design or a property fails
   */
  async perform<J extends Job>(job: J, asked?: AbortSignal): Promise<ResultOf<J>> {
    const name = resultName(job.name);
    const known = await this.#objects.get(name);
    // The object of that name is the result of such a job: it is written only below.
    if (known !== undefined) return JSON.parse(new TextDecoder().decode(known)) as ResultOf<J>;
    const result = await this.#result(job, asked);
    await this.#objects.put(name, new TextEncoder().encode(JSON.stringify(result)));
    return result as ResultOf<J>; // `#result` says so, case by case
  }

  #result(job: Job, asked?: AbortSignal): Promise<JobResult> {
    const pause = async (): Promise<void> => {
      await this.#pause();
      asked?.throwIfAborted();
    };
    const surroundings = { objects: this.#objects, guard: this.#guard, pause };
    switch (job.is) {
      case "expand":
        return expand(job, this.#task, this.#space, surroundings);
      case "deduplicate":
        return deduplicate(job, this.#objects, this.#shape, pause);
      case "merge":
        return mergeLists(job, this.#objects, this.#shape, pause);
    }
  }
}
