// Wrong on purpose: a world cannot be looked at.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "endless-observe",
  observe() {
    for (;;);
  },
};
