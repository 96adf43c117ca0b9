// Wrong on purpose: it throws in worlds that random runs hardly meet.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "throws-deep-down",
  apply(world, operation, scope) {
    const names = world.containers.filter((row) => row?.name === "c");
    if (names.length === 2 && operation.op === "fork") throw new TypeError("no room for c");
    return nested.apply(world, operation, scope);
  },
};
