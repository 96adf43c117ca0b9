// Wrong on purpose: a promise of it is rejected, and nobody hears of it.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "rejects",
  apply(world, operation, scope) {
    if (operation.op === "kill") void Promise.reject(new Error("lost"));
    return nested.apply(world, operation, scope);
  },
};
