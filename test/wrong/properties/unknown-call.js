// Wrong on purpose: the call that shows it is none of the design.
import { always } from "nsmodel";

export default always({
  name: "unknown-call",
  claim: "something",
  source: "a test",
  check(world) {
    const [task] = world.tasks.keys();
    return task ? { broken: "it can fork", call: { op: "frok", task } } : "holds";
  },
});
