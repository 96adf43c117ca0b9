// Wrong on purpose: it keeps the number of a nsproxy as a text.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "text-for-a-number",
  apply(world, operation, scope) {
    const outcome = nested.apply(world, operation, scope);
    if (operation.op === "fork" && outcome === "ok")
      world.tasks.at(-1).nsproxy = String(world.tasks.at(-1).nsproxy);
    return outcome;
  },
};
