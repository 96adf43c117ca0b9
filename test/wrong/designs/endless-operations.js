// Wrong on purpose: what to try is looked for without an end.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "endless-operations",
  operations(world, task, scope) {
    while (world.tasks.length > 2);
    return nested.operations(world, task, scope);
  },
};
