// Wrong on purpose: in a thread it takes all memory.

import { isMainThread } from "node:worker_threads";
import { nested } from "nsmodel";

const hoard = [];

export default {
  ...nested,
  name: "takes-all-memory",
  apply(world, operation, scope) {
    while (!isMainThread) hoard.push(new Array(1e6).fill(operation));
    return nested.apply(world, operation, scope);
  },
};
