// Wrong on purpose: it refuses with an errno that is none here, in worlds that random runs hardly meet.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "errno-deep-down",
  apply(world, operation, scope) {
    const names = world.containers.filter((row) => row?.name === "c");
    if (names.length === 2 && operation.op === "fork") return "EPERM";
    return nested.apply(world, operation, scope);
  },
};
