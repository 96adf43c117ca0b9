import { Worker } from "node:worker_threads";
import { IS_BUILT } from "../package/package-file.ts";
import { isOutOfThreads } from "./files/system-error.ts";
import { EXIT, Problem } from "./problem.ts";

/** The kinds of work that threads do, as in "a thread of the search". */
export type Work = "search" | "test" | "job";

/** What to do if there are too many threads. */
const FEWER: Readonly<Record<Work, string>> = {
  search: "search with fewer --workers",
  test: "test with fewer --workers",
  job: "start nsmodel work with fewer --workers",
};

/** The program of a thread: `search-worker.js`, or what starts it from the sources. `stored` is for a search whose states are in a folder. */
export const programOf = (work: Work | "stored"): URL =>
  new URL(`./${work}-worker${IS_BUILT ? "" : "-from-sources"}.js`, import.meta.url);

/** Starts a thread. @param workerData what it is given */
export function startThread(program: URL, workerData: object): Worker {
  // Without the options that Node was started with, which a thread may not accept.
  return new Worker(program, { workerData, execArgv: [] });
}

/** Why a thread has died, explained to the user if the machine is the reason. */
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
