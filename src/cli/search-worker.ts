import { workerData } from "node:worker_threads";
import { workInSteps } from "../engine/parallel/follower.ts";
import type { WorkerTask } from "./search-crew.ts";

// Whoever starts this thread hands it a WorkerTask.
const { model, properties, memory, worker, ...task } = workerData as WorkerTask;

// The rules take longer to load than all else.
const [{ exploreAsFollower }, { findModel, findProperties }] = await Promise.all([
  import("../engine/parallel/explorer.ts"),
  import("./named.ts"),
]);
const found = { ...task, model: await findModel(model), properties: await findProperties(properties) };
workInSteps(memory, () => exploreAsFollower(found, memory, worker));
