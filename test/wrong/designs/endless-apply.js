// Wrong on purpose: a call does not come back.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "endless-apply",
  apply(world, operation, scope) {
    if (operation.op === "kill") for (;;);
    return nested.apply(world, operation, scope);
  },
};
