import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import type { SearchTask } from "../engine/search/search-task.ts";
import { CONTROL, type SharedMemory } from "../engine/search/shared-memory.ts";
import type { OtherWorkers } from "../engine/search-options.ts";
import { printable } from "../text/printable.ts";
import { enumerated } from "../text/words.ts";
import { referenceTo } from "./named.ts";
import { EXIT, type ExitCode, Problem } from "./problem.ts";
import { programOf, startThread, whyDied } from "./thread.ts";
import { type FileDigest, loadedFiles } from "./user/loaded-files.ts";

/** What a thread is given: the design and the properties by name or path, as functions cannot be passed to a thread. */
export interface WorkerTask extends Omit<SearchTask, "model" | "properties"> {
  readonly model: string;
  readonly properties: readonly string[];
  /** The user's files that this thread has loaded: what the other one loads has to be among them. */
  readonly files: readonly FileDigest[];
  readonly memory: SharedMemory;
  readonly worker: number;
}

/** A `Problem` as a thread reports it before it ends. */
export interface ToldProblem {
  readonly message: string;
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;
}

/** The default number of workers of a search: one for each core. */
export const DEFAULT_WORKERS = availableParallelism();

/** How many files an error names. */
const MAX_NAMED = 3;

/** Threads that search alongside this one. If one of them ends before the search does, that is a failure, whatever the reason. */
export class Threads implements OtherWorkers {
  readonly size: number;
  readonly #threads: Worker[] = [];
  readonly #program: URL;
  #failure: Error | undefined;

  /** @param program what a thread runs; a test passes its own */
  constructor(size: number, program: URL = programOf("search")) {
    this.size = size;
    this.#program = program;
  }

  start({ model, properties, ...task }: SearchTask, memory: SharedMemory): void {
    for (let worker = 1; worker <= this.size; worker++) {
      const workerData: WorkerTask = {
        ...task,
        model: referenceTo(model),
        properties: properties.map(referenceTo),
        files: loadedFiles(),
        memory,
        worker,
      };
      this.#threads.push(this.#startOne(workerData));
    }
  }

  failure(): Error | undefined {
    return this.#failure;
  }

  dismiss(): void {
    for (const thread of this.#threads) {
      thread.removeAllListeners("exit"); // ending now is not a failure
      void thread.terminate();
    }
  }

  #startOne(workerData: WorkerTask): Worker {
    const thread = startThread(this.#program, workerData);
    thread.on("message", ({ message, hint, exitCode }: ToldProblem) => {
      this.#failure ??= new Problem(message, hint, exitCode);
    });
    thread.on("error", (error: unknown) => {
      this.#failure ??= whyDied(error, "search");
    });
    thread.on("exit", (code) => {
      const isDone = Atomics.load(workerData.memory.control, CONTROL.isDone) === 1;
      if (!isDone) this.#failure ??= whyLeft(code, workerData.files);
    });
    return thread;
  }
}

/** Why a thread has ended without an error. */
function whyLeft(code: number, files: readonly FileDigest[]): Problem {
  const what = `A thread of the search ended before the search was done, with exit code ${code} and no error`;
  // Nothing of nsmodel's own ends a thread like that.
  return files.length === 0
    ? new Problem(`${what}.`, "Search again, perhaps with --workers 1.", EXIT.cannotHere)
    : new Problem(
        `${what}. It ran ${enumerated(files.slice(0, MAX_NAMED).map(({ file }) => printable(file)))}.`,
        "A design or a property must not end its thread, nor await at top level something that never happens.",
      );
}
