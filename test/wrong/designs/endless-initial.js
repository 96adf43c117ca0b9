// Wrong on purpose: there is no first world.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "endless-initial",
  initial() {
    for (;;);
  },
};
