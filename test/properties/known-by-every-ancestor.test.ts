import { describe, expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import { knownByEveryAncestor } from "../../properties/known-by-every-ancestor.ts";
import { withParts } from "../../src/domains/containers/observation.ts";
import { seenIn } from "../container-models.ts";
import { exit, fork, kill, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy, pointsOf, scopeOf } from "./check.ts";
import { killReachesOneLevel, killTakesDirectTasksOnly, pathsAreOneName, viewHasTheRoot } from "./mutants.ts";

describe("known-by-every-ancestor", () => {
  holdsOnNested(knownByEveryAncestor);
  isBrokenBy(knownByEveryAncestor, killReachesOneLevel, {
    after: [fork(1), unshare(1), unshare(1)],
    why: "task 1 is in container 3 (/unnamed1/unnamed1) and outlives its kill by task 2 (ENOENT)",
    call: kill(2, "/unnamed1/unnamed1"),
  });
  isBrokenBy(knownByEveryAncestor, killTakesDirectTasksOnly, {
    after: [fork(1), unshare(1), unshare(1)],
    why: "task 1 is in container 2 (/unnamed1) and outlives its kill by task 2 (ok)",
    call: kill(2, "/unnamed1"),
  });
  isBrokenBy(knownByEveryAncestor, viewHasTheRoot, {
    after: [unshare(1)],
    why: "task 1 sees container 1 (/), which is not below its own container",
  });
  isBrokenBy(knownByEveryAncestor, pathsAreOneName, {
    after: [fork(1), unshare(1), unshare(1)],
    why: "task 2 sees container 3 (/unnamed1/unnamed1), but the 2 containers on the way do not each have a path of their own",
  });
  it("is broken where a container in view has no path", () => {
    const scope = scopeOf();
    const point = pointsOf(nested, scope, [fork(1), unshare(1)]).at(-1);
    if (point === undefined) throw new Error("a run has a last point");
    const world = withParts(seenIn(point.world), { path: () => undefined });
    expect(knownByEveryAncestor.check(world, scope, () => undefined)).toEqual({
      broken: "task 2 sees container 2 (/unnamed1), but has no path for it",
    });
  });

  counts(knownByEveryAncestor, { "a container in sight": [fork(1), unshare(1)] }, true);
  counts(
    knownByEveryAncestor,
    { "one's own container only": [unshare(1)], "nobody above": [fork(1), unshare(1), exit(2)] },
    false,
  );
});
