// Wrong on purpose: its shape is never told.
import { nested } from "nsmodel";

export default {
  ...nested,
  name: "endless-shape",
  shape() {
    for (;;);
  },
};
