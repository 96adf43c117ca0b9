import { availableParallelism } from "node:os";
import type { GivenOptions } from "./scope-options.ts";
import type { Tested } from "./tested-file.ts";
import { programOf, startThread, whyDied } from "./thread.ts";

/** What a thread is given. Designs and properties are passed by name: they are among those that come with nsmodel. */
export interface TestTask {
  readonly histories: readonly string[];
  readonly model: string | undefined;
  readonly properties: readonly string[];
  readonly given: GivenOptions;
  readonly isLogged: boolean;
  readonly queue: Queue;
}

/** What a thread reports: the result for a file, or that none is left. */
export type ToldTest = { readonly index: number; readonly tested: Tested } | "all were taken";

/** The files that are still to be tested, in shared memory: how many were taken, and whether to skip the others. */
export type Queue = Int32Array<SharedArrayBuffer>;

const [TAKEN, IS_ABANDONED] = [0, 1];

export const newQueue = (): Queue => new Int32Array(new SharedArrayBuffer(8));

/** How many histories a thread has under way at once: each has to wait now and then, and the kernel plays several. */
export const AT_ONCE = 8;

/** Takes places of a queue until all are taken, each by one thread, and does `atOnce` of them at a time. */
export async function takeAllOf(
  queue: Queue,
  size: number,
  atOnce: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  const take = (): number => Atomics.add(queue, TAKEN, 1);
  const taker = async (): Promise<void> => {
    for (let index = take(); index < size; index = take()) await work(index);
  };
  await Promise.all(Array.from({ length: atOnce }, taker));
}

/** Makes all threads skip what was not begun. */
export function abandon(queue: Queue): void {
  Atomics.store(queue, IS_ABANDONED, 1);
}

export const isAbandoned = (queue: Queue): boolean => Atomics.load(queue, IS_ABANDONED) === 1;

/** Starting a thread takes a third of a second of a core. In that time this one tests some 160 files, so with fewer files than this a thread would come too late to be worth it. */
const WORTH_A_THREAD = 512;

/** How many threads test some files besides this one: as many as are asked for, otherwise as many as are worth it, up to one for each core in all. */
export const threadsFor = (files: number, workers: number | undefined): number =>
  workers === undefined
    ? Math.min(availableParallelism() - 1, Math.floor(files / WORTH_A_THREAD))
    : Math.min(workers, files) - 1;

/** Has threads take files from a queue until it is empty. @param take called with the place of each and its result */
export async function testInThreads(
  count: number,
  task: TestTask,
  take: (index: number, tested: Tested) => void,
): Promise<void> {
  const threads = Array.from({ length: count }, () => startThread(programOf("test"), task));
  try {
    await Promise.all(
      threads.map(
        (thread) =>
          new Promise<void>((resolve, reject) => {
            thread.on("message", (told: ToldTest) => {
              if (told === "all were taken") resolve();
              else take(told.index, told.tested);
            });
            thread.on("error", (error) => reject(whyDied(error, "test")));
            thread.on("exit", (code) =>
              reject(new Error(`a thread of the test ended with exit code ${code}`)),
            );
          }),
      ),
    );
  } finally {
    for (const thread of threads) void thread.terminate();
  }
}
