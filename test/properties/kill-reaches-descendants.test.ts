import { describe } from "vitest";
import { killReachesDescendants } from "../../properties/kill-reaches-descendants.ts";
import { exit, fork, kill, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import { killTakesDirectTasksOnly } from "./mutants.ts";

describe("kill-reaches-descendants", () => {
  holdsOnNested(killReachesDescendants);
  isBrokenBy(killReachesDescendants, killTakesDirectTasksOnly, {
    after: [fork(1), unshare(1), unshare(1), kill(2, "/unnamed1")],
    why: "task 1 was in container 2 (/unnamed1) and lives on",
  });
  counts(
    killReachesDescendants,
    {
      "a kill of a container with a task": [fork(1), unshare(1), kill(2, "/unnamed1")],
      "a kill of a container with a task below": [fork(1), unshare(1), unshare(1), kill(2, "/unnamed1")],
    },
    true,
  );
  counts(
    killReachesDescendants,
    { "a kill refused": [fork(1), kill(1, "/")], "an exit": [fork(1), exit(1)] },
    false,
  );
});
