// Wrong on purpose: a call comes to another errno on odd milliseconds.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "reads-the-clock",
  apply(world, operation, scope) {
    const outcome = nested.apply(world, operation, scope);
    return outcome !== "ok" && Date.now() % 2 === 1 ? "EINVAL" : outcome;
  },
};
