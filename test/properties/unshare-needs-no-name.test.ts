import { describe } from "vitest";
import { unshareNeedsNoName } from "../../properties/unshare-needs-no-name.ts";
import { exit, fork, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import { unshareTakesTheCallersNumber } from "./mutants.ts";

describe("unshare-needs-no-name", () => {
  holdsOnNested(unshareNeedsNoName);
  isBrokenBy(unshareNeedsNoName, unshareTakesTheCallersNumber, {
    after: [fork(1), unshare(1), fork(1), exit(1), fork(2)],
    why: "task 1 cannot unshare: EEXIST",
    call: unshare(1),
  });
  counts(unshareNeedsNoName, { "room for a container": [] }, true);
  counts(
    unshareNeedsNoName,
    { "no task": [exit(1)], "no room for a container": [unshare(1), unshare(1), unshare(1), unshare(1)] },
    false,
  );
});
