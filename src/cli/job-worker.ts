import { parentPort, workerData } from "node:worker_threads";
import { carryOutJob } from "./cluster/carry-out-job.ts";
import { connect } from "./cluster/connect.ts";
import type { JobThreadTask, ToldOfJob, ToThread } from "./cluster/job-thread.ts";
import { clusterPackages } from "./cluster/packages.ts";
import { objectsIn } from "./cluster/place.ts";
import { whyRefusedThere } from "./cluster/server-trouble.ts";

// Whoever starts this thread passes it a JobThreadTask.
const { isEnding, server } = workerData as JobThreadTask;
const address = { url: new URL(server.url), password: server.password };
const tell = (told: ToldOfJob): void => parentPort?.postMessage(told);

let connection: ReturnType<typeof connect> | undefined;
const connected = () => {
  connection ??= clusterPackages().then((packages) => connect(packages, address, "known"));
  return connection;
};

parentPort?.on("message", async ({ message, here }: ToThread) => {
  const around = {
    objectsAt: objectsIn(connected),
    whyRefusedThere: (error: unknown) => whyRefusedThere(error, address),
  };
  tell(await carryOutJob(message, here, isEnding, around, (words) => tell({ words })));
});
