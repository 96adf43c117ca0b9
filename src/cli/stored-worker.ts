import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { JobWorker } from "../engine/stored/job-worker.ts";
import type { Job } from "../engine/stored/jobs.ts";
import { divided } from "../model/property.ts";
import { findAgain } from "./named.ts";
import { failureOf } from "./store/job-failure.ts";
import type { JobThreadTask, ToldOfJob } from "./store/job-threads.ts";
import { objectsIn } from "./store/store-folder.ts";
import { requireAmong } from "./user/loaded-files.ts";
import { watched } from "./user/watched.ts";

// Whoever starts this thread passes it a JobThreadTask.
const { model, properties, files, folder, mark, ...task } = workerData as JobThreadTask;

/** Called for the first job, so that an error in a design is reported as the failure of the job. */
async function begin(): Promise<JobWorker> {
  const again = await findAgain(model, properties);
  const found = { ...task, model: again.model, properties: divided(again.properties).atPoints };
  requireAmong(
    files,
    "since the search began",
    "All threads must search the same design. Start again, and do not change its files while the search runs.",
  );
  return new JobWorker(found, {
    objects: objectsIn(folder, mark),
    guard: watched,
    pause: () => setImmediate(),
  });
}

let worker: Promise<JobWorker> | undefined;

parentPort?.on("message", async (job: Job) => {
  const tell = (told: ToldOfJob): void => parentPort?.postMessage(told);
  try {
    worker ??= begin();
    tell({ result: await (await worker).perform(job) });
  } catch (error) {
    tell({ failure: failureOf(error) });
  }
});
