// Wrong on purpose: a property that something can be reached is broken.
import { sometimes } from "nsmodel";

export default sometimes({
  name: "sometimes-broken",
  claim: "something",
  source: "a test",
  check(world) {
    return world.tasks.size > 2 ? { broken: "too many" } : "no case";
  },
});
