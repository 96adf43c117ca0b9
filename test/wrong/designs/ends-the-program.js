// Wrong on purpose: it ends the program.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "ends-the-program",
  apply(world, operation, scope) {
    if (operation.op === "kill") process.exit(0);
    return nested.apply(world, operation, scope);
  },
};
