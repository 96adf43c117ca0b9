import { describe } from "vitest";
import { renameOnlyRenames } from "../../properties/rename-only-renames.ts";
import { fork, rename, setns, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import { renameGoesDown } from "./mutants.ts";

describe("rename-only-renames", () => {
  holdsOnNested(renameOnlyRenames);
  isBrokenBy(renameOnlyRenames, renameGoesDown, {
    after: [fork(1), unshare(1), unshare(1), rename(2, "/unnamed1", "a")],
    why: "beside the one name, container 3 (/unnamed1/unnamed1) is not as it was",
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
