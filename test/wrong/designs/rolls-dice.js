// Wrong on purpose: a call fails now and then.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "rolls-dice",
  apply(world, operation, scope) {
    if (operation.op === "exit" && Math.random() < 0.01) return "EAGAIN";
    return nested.apply(world, operation, scope);
  },
};
