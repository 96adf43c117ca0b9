// Wrong on purpose: what is broken is an empty text.
import { always } from "nsmodel";

export default always({
  name: "empty-text",
  claim: "something",
  source: "a test",
  check(world) {
    return world.tasks.size > 2 ? { broken: "" } : "holds";
  },
});
