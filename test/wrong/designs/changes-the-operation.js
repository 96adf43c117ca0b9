// Wrong on purpose: it changes the operation that it is given.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "changes-the-operation",
  apply(world, operation, scope) {
    const outcome = nested.apply(world, operation, scope);
    if (operation.op === "rename") operation.name = "z";
    return outcome;
  },
};
