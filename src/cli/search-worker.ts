import { workerData } from "node:worker_threads";
import { workAsFollower } from "../engine/parallel/follower.ts";
import { findModel, findProperty } from "./named.ts";
import type { WorkerTask } from "./search-crew.ts";
import { loadModules } from "./user/modules.ts";

// Whoever starts this thread hands it a WorkerTask.
const { model, properties, memory, worker, ...task } = workerData as WorkerTask;

await loadModules([model, ...properties]);
workAsFollower(
  { ...task, model: findModel(model), properties: properties.map(findProperty) },
  memory,
  worker,
);
