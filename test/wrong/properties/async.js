// Wrong on purpose: it gives a promise.
import { always } from "nsmodel";

export default always({
  name: "async",
  claim: "something",
  source: "a test",
  check() {
    return Promise.resolve("holds");
  },
});
