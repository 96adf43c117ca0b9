// Wrong on purpose: looking at a world changes it.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "looks-and-changes",
  observe(world, scope) {
    world.tasks.length = 2;
    return nested.observe(world, scope);
  },
};
