// Wrong on purpose: it makes room in the scope.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "changes-the-scope",
  apply(world, operation, scope) {
    scope.tasks += 1;
    return nested.apply(world, operation, scope);
  },
};
