import { describe } from "vitest";
import { handle } from "../../models/handle.ts";
import { handleEnters } from "../../properties/handle-enters.ts";
import { enterHandle, take } from "../models/run.ts";
import { exit, fork, unshare } from "./calls.ts";
import { counts, isBrokenBy } from "./check.ts";

describe("handle-enters", () => {
  isBrokenBy(handleEnters, handle, {
    in: { handles: 1 },
    after: [take(1, "/"), unshare(1)],
    why: "task 1 cannot enter what handle1 was taken of: ESTALE",
    call: enterHandle(1),
  });
  counts(
    handleEnters,
    { "one's own": [take(1, "/")], "one below": [fork(1), unshare(1), take(2, "/unnamed1")] },
    true,
    handle,
  );
  counts(handleEnters, { "no handle": [], "no task": [take(1, "/"), exit(1)] }, false, handle);
});
