// Wrong on purpose: after some hundred calls it refuses one.
import { nested } from "nsmodel";

let calls = 0;

export default {
  ...nested,
  name: "counts-its-calls",
  apply(world, operation, scope) {
    calls++;
    if (operation.op === "setns" && calls > 3000) return "ENXIO";
    return nested.apply(world, operation, scope);
  },
};
