import { describe } from "vitest";
import { namesRoundTrip } from "../../properties/names-round-trip.ts";
import { exit, fork, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import { pathsAreOneName, pathsAreTheRoots, viewHasTheRoot } from "./mutants.ts";

describe("names-round-trip", () => {
  holdsOnNested(namesRoundTrip);
  isBrokenBy(namesRoundTrip, pathsAreTheRoots, {
    after: [unshare(1)],
    why: "to task 1 container 2 (/unnamed1) is /unnamed1, which names nothing",
  });
  isBrokenBy(namesRoundTrip, viewHasTheRoot, {
    after: [unshare(1)],
    why: "task 1 has container 1 (/) in view, but no path for it",
  });
  isBrokenBy(namesRoundTrip, pathsAreOneName, {
    after: [fork(1), unshare(1), unshare(1)],
    why: "to task 2 container 3 (/unnamed1/unnamed1) is /unnamed1, which names container 2 (/unnamed1)",
  });
  counts(namesRoundTrip, { "one's own container": [], "a container below": [unshare(1)] }, true);
  counts(namesRoundTrip, { "no task": [exit(1)] }, false);
});
