import { setMaxListeners } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { MODELS, PROPERTIES } from "../catalogue.ts";
import { SHOWN } from "../report/replay.ts";
import { AT_ONCE, isAbandoned, type TestTask, type ToldTest, takeAllOf } from "./test-threads.ts";
import { testOne } from "./tested-file.ts";

// Whoever starts this thread passes it a TestTask.
const { histories, model, properties, given, isLogged, queue } = workerData as TestTask;

const how = {
  keep: SHOWN,
  as: MODELS.find(({ name }) => name === model),
  along: PROPERTIES.filter(({ name }) => properties.includes(name)),
  kernels: undefined,
  given,
  isLogged,
};
const tell = (told: ToldTest): void => parentPort?.postMessage(told);
const never = new AbortController().signal; // the thread is ended from outside
setMaxListeners(0, never); // several files are read at once

await takeAllOf(queue, histories.length, AT_ONCE, async (index) =>
  tell({ index, tested: await testOne(histories[index] ?? "", how, () => isAbandoned(queue), never) }),
);
tell("all were taken");
