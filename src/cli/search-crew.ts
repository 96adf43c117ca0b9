import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { SearchTask } from "../engine/parallel/search-task.ts";
import type { SharedMemory } from "../engine/parallel/shared-memory.ts";
import type { Crew } from "../engine/search.ts";
import { referenceTo } from "./named.ts";

/** What a thread is handed: the design and the properties by name or path, for functions cannot be handed over. */
export interface WorkerTask extends Omit<SearchTask, "model" | "properties"> {
  readonly model: string;
  readonly properties: readonly string[];
  readonly memory: SharedMemory;
  readonly worker: number;
}

/** How many workers a search has where nobody says: one for each core. */
export const DEFAULT_WORKERS = availableParallelism();

/** Threads that search beside this one. */
export class Threads implements Crew {
  readonly size: number;
  readonly #threads: Worker[] = [];
  #failure: Error | undefined;

  constructor(size: number) {
    this.size = size;
  }

  start({ model, properties, ...task }: SearchTask, memory: SharedMemory): void {
    for (let worker = 1; worker <= this.size; worker++) {
      const workerData: WorkerTask = {
        ...task,
        model: referenceTo(model),
        properties: properties.map(referenceTo),
        memory,
        worker,
      };
      // Without what Node was started with, or tsx would be loaded twice.
      const thread = new Worker(new URL("./search-worker.js", import.meta.url), {
        workerData,
        execArgv: [],
      });
      thread.on("error", (error) => {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
      });
      this.#threads.push(thread);
    }
  }

  failure(): Error | undefined {
    return this.#failure;
  }

  dismiss(): void {
    for (const thread of this.#threads) void thread.terminate();
  }
}
