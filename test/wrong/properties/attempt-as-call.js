// Wrong on purpose: the call that shows it is an attempt.
import { always } from "nsmodel";

export default always({
  name: "attempt-as-call",
  claim: "something",
  source: "a test",
  check(world, _scope, attempt) {
    const [task] = world.tasks.keys();
    return task ? { broken: "it can fork", call: attempt("fork", task) } : "holds";
  },
});
