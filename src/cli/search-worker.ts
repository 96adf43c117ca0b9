import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { workWithPauses } from "../engine/search/follower.ts";
import { divided } from "../model/property.ts";
import { Problem } from "./problem.ts";
import type { ToldProblem, WorkerTask } from "./search-threads.ts";
import { requireAmong } from "./user/loaded-files.ts";

// Whoever starts this thread passes it a WorkerTask.
const { model, properties, files, memory, worker, ...task } = workerData as WorkerTask;

// The rules take longer to load than all else.
const [{ searchAsFollower }, { findAgain }, { watched }] = await Promise.all([
  import("../engine/search/search-worker.ts"),
  import("./named.ts"),
  import("./user/watched.ts"),
]);
try {
  const again = await findAgain(model, properties);
  const found = { ...task, model: again.model, properties: divided(again.properties).atPoints };
  // A thread searches one design, and perhaps only some of the properties: it does not load the files of the others.
  requireAmong(
    files,
    "since the search began",
    "All threads must search the same design. Start again, and do not change its files while the search runs.",
  );
  await workWithPauses(
    memory,
    () => searchAsFollower(found, memory, worker, watched),
    () => setImmediate(),
  );
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  // An error that leaves a thread is no longer a Problem, so it is sent as data.
  const { message, hint, exitCode } = error;
  parentPort?.postMessage({ message, hint, exitCode } satisfies ToldProblem);
}
