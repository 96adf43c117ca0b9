import { Worker } from "node:worker_threads";
import { IS_BUILT } from "../package/package-file.ts";
import { isOutOfThreads } from "./files/system-error.ts";
import { EXIT, Problem } from "./problem.ts";

/** What threads take part in: each of them is "a thread of the search". */
export type Work = "search" | "test" | "job";

/** What to do where threads are too many. */
const FEWER: Readonly<Record<Work, string>> = {
  search: "search with fewer --workers",
  test: "test with fewer --workers",
  job: "start nsmodel work with fewer --workers",
};

/** What a thread of some work runs: `search-worker.js`, or what begins it from the sources. One of a search whose states are in a folder is `stored`. */
export const programOf = (work: Work | "stored"): URL =>
  new URL(`./${work}-worker${IS_BUILT ? "" : "-from-sources"}.js`, import.meta.url);

/** Starts a thread. @param workerData what it is handed */
export function startThread(program: URL, workerData: object): Worker {
  // Without what Node was started with, which this thread may not take.
  return new Worker(program, { workerData, execArgv: [] });
}

/** Why a thread has died, in words for the user where the machine is why. */
export function whyDied(error: unknown, work: Work): Error {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_WORKER_OUT_OF_MEMORY")
    return new Problem(
      `A thread of the ${work} has run out of memory.`,
      `Give Node more, as with NODE_OPTIONS=--max-old-space-size=4096, or ${FEWER[work]}.`,
      EXIT.cannotHere,
    );
  if (code === "ERR_WORKER_INIT_FAILED" || isOutOfThreads(error))
    return new Problem(
      `A thread of the ${work} cannot be started: ${String(code)}.`,
      `${FEWER[work].charAt(0).toUpperCase()}${FEWER[work].slice(1)}.`,
      EXIT.cannotHere,
    );
  return error instanceof Error ? error : new Error(String(error));
}
