// Wrong on purpose: in a thread it cannot be loaded.

import { isMainThread } from "node:worker_threads";
import { nested } from "nsmodel";

if (!isMainThread) throw new Error("not in a thread");

export default {
  ...nested,
  name: "throws-in-a-thread",
  summary: "nested, but never in a thread",
};
