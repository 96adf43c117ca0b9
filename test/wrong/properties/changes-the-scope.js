// Wrong on purpose: it changes the scope.
import { always } from "nsmodel";

export default always({
  name: "changes-the-scope",
  claim: "something",
  source: "a test",
  check(_world, scope) {
    scope.tasks = 9;
    return "holds";
  },
});
