// Wrong on purpose: it is asked at a time that there is not.
import { onEveryStep } from "nsmodel";

export default onEveryStep({
  name: "unknown-when",
  claim: "something",
  source: "a test",
  when: "always",
  check() {
    return "holds";
  },
});
