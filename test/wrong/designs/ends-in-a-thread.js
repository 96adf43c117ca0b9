// Wrong on purpose: it ends the thread in which it runs.

import { isMainThread } from "node:worker_threads";
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "ends-in-a-thread",
  apply(world, operation, scope) {
    if (!isMainThread) process.reallyExit(0);
    return nested.apply(world, operation, scope);
  },
};
