import { describe } from "vitest";
import { killSparesOthers } from "../../properties/kill-spares-others.ts";
import { exit, fork, kill, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import { killTakesItsCaller } from "./mutants.ts";

describe("kill-spares-others", () => {
  holdsOnNested(killSparesOthers);
  isBrokenBy(killSparesOthers, killTakesItsCaller, {
    after: [fork(1), unshare(1), kill(2, "/unnamed1")],
    why: "task 2 was not in container 2 (/unnamed1), yet it is gone",
  });
  counts(killSparesOthers, { "a kill": [fork(1), unshare(1), kill(2, "/unnamed1")] }, true);
  counts(
    killSparesOthers,
    { "a kill refused": [fork(1), kill(1, "/")], "an exit": [fork(1), exit(1)] },
    false,
  );
});
