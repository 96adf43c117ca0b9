// Wrong on purpose: in a thread it is never loaded.

import { isMainThread } from "node:worker_threads";
import { nested } from "nsmodel";

if (!isMainThread) await new Promise(() => undefined);

export default {
  ...nested,
  name: "unsettled-in-a-thread",
  summary: "nested, but never in a thread",
};
