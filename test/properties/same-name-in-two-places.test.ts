import { describe, expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import { sameNameInTwoPlaces } from "../../properties/same-name-in-two-places.ts";
import { withParts } from "../../src/domains/containers/observation.ts";
import { fork, rename, unshare, words } from "./calls.ts";
import { counts, isBrokenBy, lastStepOf, scopeOf, verdictOn } from "./check.ts";
import { namesAreTheMachines } from "./mutants.ts";

describe("same-name-in-two-places", () => {
  it("is reached on nested", () => {
    const { verdict, history = [] } = verdictOn(nested, sameNameInTwoPlaces, scopeOf());
    expect(verdict).toBe("holds");
    expect(history.map(({ operation }) => words(operation))).toEqual(
      [fork(1), unshare(1), unshare(1), rename(2, "/unnamed1", "a"), rename(2, "/a/unnamed1", "a")].map(
        words,
      ),
    );
  });

  it.each([scopeOf({ names: [] }), scopeOf({ containers: 2 })])(
    "does not apply in $names.length names, $containers containers",
    (scope) => {
      expect(verdictOn(nested, sameNameInTwoPlaces, scope).verdict).toBe("does-not-apply");
    },
  );

  isBrokenBy(sameNameInTwoPlaces, namesAreTheMachines, { in: { tasks: 2 }, after: [], why: "never reached" });

  const nestedTwice = [fork(1), unshare(1), unshare(1)];
  counts(
    sameNameInTwoPlaces,
    {
      "a name in another": [
        ...nestedTwice,
        rename(2, "/unnamed1/unnamed1", "a"),
        rename(2, "/unnamed1", "a"),
      ],
    },
    true,
  );
  it("has no case where siblings bear one name", () => {
    const scope = scopeOf();
    const { after } = lastStepOf(nested, scope, [fork(1), fork(1), unshare(1), unshare(2)]);
    const containers = new Map(
      [...after.containers].map(([container, row]) => [
        container,
        row.parent === null ? row : { ...row, name: "a" },
      ]),
    );
    expect(containers.size).toBe(3);
    expect(sameNameInTwoPlaces.check(withParts(after, { containers }), scope)).toBe("no case");
  });

  counts(
    sameNameInTwoPlaces,
    {
      "a name that unshare gave": nestedTwice,
      "a name that the scope does not have": [
        ...nestedTwice,
        rename(2, "/unnamed1/unnamed1", "x"),
        rename(2, "/unnamed1", "x"),
      ],
      siblings: [
        fork(1),
        fork(1),
        unshare(1),
        unshare(2),
        rename(3, "/unnamed1", "a"),
        rename(3, "/unnamed2", "a"),
      ],
    },
    false,
  );
});
