// Wrong on purpose: what it refuses depends on the runs before.
import { nested } from "nsmodel";

let isTired = false;

export default {
  ...nested,
  name: "remembers-other-runs",
  apply(world, operation, scope) {
    const outcome = nested.apply(world, operation, scope);
    if (world.tasks.length > 4) isTired = true;
    return isTired && operation.op === "fork" && outcome === "EAGAIN" ? "ENOSPC" : outcome;
  },
};
