import { describe, expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import { unshareIsolates } from "../../properties/unshare-isolates.ts";
import { withParts } from "../../src/domains/containers/observation.ts";
import { nsproxyNumber } from "../../src/model/numbers.ts";
import { fork, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy, lastStepOf, scopeOf } from "./check.ts";
import { unshareDragsTheOthersAlong, unshareIsolatesNothing, unshareTakesEveryKind } from "./mutants.ts";

describe("unshare-isolates", () => {
  holdsOnNested(unshareIsolates);
  isBrokenBy(unshareIsolates, unshareIsolatesNothing, {
    after: [unshare(1)],
    why: "task 1 unshared uts and got a namespace that was in use",
  });
  isBrokenBy(unshareIsolates, unshareTakesEveryKind, {
    in: { tasks: 2, kinds: ["uts", "net"] },
    after: [unshare(1, "uts")],
    why: "task 1 did not name net and got another namespace of it",
  });
  isBrokenBy(unshareIsolates, unshareDragsTheOthersAlong, {
    after: [fork(1), unshare(1)],
    why: "task 1 unshared, and the namespaces of task 2 changed",
  });
  it("is broken where another task gets another nsproxy, if with the same namespaces", () => {
    const scope = scopeOf();
    const step = lastStepOf(nested, scope, [fork(1), unshare(1)], ({ after }) => ({
      after: withParts(after, {
        tasks: new Map(
          [...after.tasks].map(([task, row]) => [
            task,
            task === 2 ? { ...row, nsproxy: nsproxyNumber(9) } : row,
          ]),
        ),
      }),
    }));
    expect(unshareIsolates.check(step, scope, () => undefined)).toEqual({
      broken: "task 1 unshared, and the namespaces of task 2 changed",
    });
  });

  counts(unshareIsolates, { "an unshare": [unshare(1)] }, true);
  counts(unshareIsolates, { "an unshare refused": [unshare(1, "time")], "a fork": [fork(1)] }, false);
});
