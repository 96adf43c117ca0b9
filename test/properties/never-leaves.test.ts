import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { neverLeaves } from "../../properties/never-leaves.ts";
import { fork, kill, setns, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import { setnsLeadsUp, unshareMakesASibling } from "./mutants.ts";

describe("never-leaves", () => {
  holdsOnNested(neverLeaves);
  isBrokenBy(neverLeaves, unshareMakesASibling, {
    after: [unshare(1), unshare(1)],
    why: "task 1 has left container 2 (/unnamed1)",
  });
  isBrokenBy(neverLeaves, setnsLeadsUp, {
    after: [fork(1), unshare(1), setns(1, "/")],
    why: "task 1 has left container 2 (/unnamed1)",
  });
  counts(
    neverLeaves,
    { "a task unshares": [unshare(1)], "a task enters": [fork(1), unshare(1), setns(2, "/unnamed1")] },
    true,
  );
  test("of a step that leaves all tasks where they were there is no case", () => {
    const scope = { tasks: 1, containers: 1, kinds: ["uts"], names: ["a"], images: 0 } as const;
    const world = nested.observe(nested.initial(scope), scope);
    const step = { before: world, operation: fork(1), outcome: "ok", after: world, changed: true } as const;
    expect(neverLeaves.check(step, scope, () => undefined)).toBe("no case");
  });
  counts(
    neverLeaves,
    {
      "a child starts": [fork(1)],
      "a task is killed": [fork(1), unshare(1), kill(2, "/unnamed1")],
      "a refusal": [kill(1, "/x")],
    },
    false,
  );
});
