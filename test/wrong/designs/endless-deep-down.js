// Wrong on purpose: a call does not come back in worlds that random runs hardly meet.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "endless-deep-down",
  apply(world, operation, scope) {
    const names = world.containers.filter((row) => row?.name === "c");
    while (names.length === 2 && operation.op === "fork");
    return nested.apply(world, operation, scope);
  },
};
