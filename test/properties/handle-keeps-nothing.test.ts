import { describe } from "vitest";
import { handle } from "../../models/handle.ts";
import { handleKeepsNothing } from "../../properties/handle-keeps-nothing.ts";
import { take } from "../models/run.ts";
import { exit, fork, unshare } from "./calls.ts";
import { counts, isBrokenBy } from "./check.ts";
import { handleKeeps, handleKeepsOfOthers, takeEnters } from "./handle-mutants.ts";

describe("handle-keeps-nothing", () => {
  isBrokenBy(handleKeepsNothing, handleKeeps, {
    in: { handles: 1 },
    after: [take(1, "/"), exit(1)],
    why: "handle1 names nsproxy 1 in container 1 (/), which lives though no task uses it",
  });
  // The task lives on, with another nsproxy.
  isBrokenBy(handleKeepsNothing, handleKeepsOfOthers, {
    in: { handles: 1 },
    after: [take(1, "/"), unshare(1)],
    why: "handle1 names nsproxy 1 in container 1 (/), which lives though no task uses it",
  });
  isBrokenBy(handleKeepsNothing, takeEnters, {
    in: { handles: 1 },
    after: [fork(1), unshare(1), take(2, "/unnamed1")],
    why: "handle1 is taken, and task 2 is not as it was",
  });
  counts(
    handleKeepsNothing,
    { "one is taken": [take(1, "/")], "one goes stale": [take(1, "/"), unshare(1)] },
    true,
    handle,
  );
  counts(
    handleKeepsNothing,
    {
      "no handle": [unshare(1)],
      "a take that is refused": [take(1, "/nothing")],
      "none that names anything": [take(1, "/"), unshare(1), fork(1)],
    },
    false,
    handle,
  );
});
