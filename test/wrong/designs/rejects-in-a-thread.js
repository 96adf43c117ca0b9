// Wrong on purpose: in a thread a promise of it is rejected and nobody hears of it.

import { isMainThread } from "node:worker_threads";
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "rejects-in-a-thread",
  apply(world, operation, scope) {
    if (!isMainThread) void Promise.reject(new Error("lost"));
    return nested.apply(world, operation, scope);
  },
};
