// A design in which numbers matter, though it does not declare that: task 2 may not exit.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "numbered",
  apply: (world, operation, scope) =>
    operation.op === "exit" && operation.task === 2 && world.tasks[2]
      ? "EBUSY"
      : nested.apply(world, operation, scope),
};
