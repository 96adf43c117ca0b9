import { parentPort, workerData } from "node:worker_threads";
import { carryOutJob } from "./cluster/carry-out-job.ts";
import type { JobThreadTask, ToldOfJob, ToThread } from "./cluster/job-thread.ts";

// Whoever starts this thread hands it a JobThreadTask.
const { isEnding } = workerData as JobThreadTask;
const tell = (told: ToldOfJob): void => parentPort?.postMessage(told);

parentPort?.on("message", async ({ message, here }: ToThread) => {
  tell(await carryOutJob(message, here, isEnding, (words) => tell({ words })));
});
