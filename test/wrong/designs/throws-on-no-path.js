// Wrong on purpose: a path that names nothing is not looked at.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "throws-on-no-path",
  apply(world, operation, scope) {
    if (operation.path === "/no/such") throw new TypeError("container is undefined");
    return nested.apply(world, operation, scope);
  },
};
