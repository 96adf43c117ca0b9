// Wrong on purpose: it refuses with an errno that is none here.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "errno-of-its-own",
  apply(world, operation, scope) {
    const outcome = nested.apply(world, operation, scope);
    return operation.op === "kill" && outcome === "EBUSY" ? "EPERM" : outcome;
  },
};
