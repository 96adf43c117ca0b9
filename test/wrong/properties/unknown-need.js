// Wrong on purpose: it needs what no design shows.
import { always } from "nsmodel";

export default always({
  name: "unknown-need",
  claim: "something",
  source: "a test",
  needs: ["cgroups"],
  check() {
    return "holds";
  },
});
