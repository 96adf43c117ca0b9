// Wrong on purpose: what is broken is no text.
import { always } from "nsmodel";

export default always({
  name: "no-text",
  claim: "something",
  source: "a test",
  check(world) {
    return world.tasks.size > 2 ? { broken: true } : "holds";
  },
});
