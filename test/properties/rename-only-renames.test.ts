import { describe, expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import { renameOnlyRenames } from "../../properties/rename-only-renames.ts";
import { withParts } from "../../src/domains/containers/observation.ts";
import { ROOT } from "../../src/model/numbers.ts";
import { fork, rename, setns, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy, lastStepOf, scopeOf } from "./check.ts";
import { renameGoesDown } from "./mutants.ts";

describe("rename-only-renames", () => {
  holdsOnNested(renameOnlyRenames);
  isBrokenBy(renameOnlyRenames, renameGoesDown, {
    after: [fork(1), unshare(1), unshare(1), rename(2, "/unnamed1", "a")],
    why: "besides the one name, container 3 (/unnamed1/unnamed1) is not as it was",
  });
  it("is broken where a container goes elsewhere", () => {
    const scope = scopeOf();
    const run = [fork(1), unshare(1), unshare(1), rename(2, "/unnamed1", "a")];
    const step = lastStepOf(nested, scope, run, ({ after }) => ({
      after: withParts(after, {
        containers: new Map(
          [...after.containers].map(([container, row]) => [
            container,
            container === 3 ? { ...row, parent: ROOT } : row,
          ]),
        ),
      }),
    }));
    expect(renameOnlyRenames.check(step, scope, () => undefined)).toEqual({
      broken: "besides the one name, container 3 (/unnamed1/unnamed1) is not as it was",
    });
  });

  it("holds where nothing changes", () => {
    const step = lastStepOf(nested, scopeOf(), [rename(1, "/", "a")], ({ before }) => ({ after: before }));
    expect(renameOnlyRenames.check({ ...step, outcome: "ok" }, scopeOf(), () => undefined)).toBe("holds");
  });

  const two = [fork(1), unshare(1)];
  counts(
    renameOnlyRenames,
    {
      "a new name": [...two, rename(2, "/unnamed1", "a")],
      "its own name": [...two, rename(2, "/unnamed1", "unnamed1")],
    },
    true,
  );
  counts(
    renameOnlyRenames,
    {
      "a rename refused": [...two, rename(2, "/unnamed1", ".")],
      "another call": [...two, setns(2, "/unnamed1")],
    },
    false,
  );
});
