import { describe } from "vitest";
import { refusalChangesNothing } from "../../properties/refusal-changes-nothing.ts";
import { fork, kill, setns } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import { refusedKillHitsItsCaller } from "./mutants.ts";

describe("refusal-changes-nothing", () => {
  holdsOnNested(refusalChangesNothing);
  isBrokenBy(refusalChangesNothing, refusedKillHitsItsCaller, {
    after: [kill(1, "/")],
    why: "kill was refused with EBUSY, yet task 1 is gone",
  });
  counts(refusalChangesNothing, { "a refusal": [kill(1, "/")], "a refusal of a dead task": [fork(9)] }, true);
  counts(refusalChangesNothing, { "a call that changes nothing": [setns(1, "/")] }, false);
});
