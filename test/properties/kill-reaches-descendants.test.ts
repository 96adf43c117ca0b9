import { describe } from "vitest";
import { walkingKill } from "../../models/walking-kill.ts";
import { killReachesDescendants } from "../../properties/kill-reaches-descendants.ts";
import { killTask } from "../models/run.ts";
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
  const walking = [fork(1), unshare(1), kill(2, "/unnamed1")];
  isBrokenBy(killReachesDescendants, walkingKill, {
    after: [...walking, fork(1), exit(1)],
    why: "task 3 is in container 2 (/unnamed1) and outlives its kill",
  });
  counts(
    killReachesDescendants,
    {
      "the last call of a kill that walks": [...walking, killTask(2, 1)],
      "an exit of the last one to be killed": [...walking, exit(1)],
    },
    true,
    walkingKill,
  );
  counts(
    killReachesDescendants,
    {
      "the first call of a kill that walks": walking,
      "a call in its midst": [fork(1), unshare(1), fork(1), kill(2, "/unnamed1"), killTask(2, 1)],
      "the end of who walks": [...walking, exit(2)],
    },
    false,
    walkingKill,
  );
  counts(
    killReachesDescendants,
    { "a kill refused": [fork(1), kill(1, "/")], "an exit": [fork(1), exit(1)] },
    false,
  );
});
