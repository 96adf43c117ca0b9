// Wrong on purpose: it finds one thing and another in turn.
import { always } from "nsmodel";

let turn = false;

export default always({
  name: "alternating",
  claim: "something",
  source: "a test",
  check() {
    turn = !turn;
    return turn ? "holds" : "no case";
  },
});
