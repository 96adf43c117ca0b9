import { describe } from "vitest";
import { onlyRenameRenames } from "../../properties/only-rename-renames.ts";
import { exit, fork, rename, setns, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import { setnsRenames } from "./mutants.ts";

describe("only-rename-renames", () => {
  holdsOnNested(onlyRenameRenames);
  isBrokenBy(onlyRenameRenames, setnsRenames, {
    after: [fork(1), unshare(1), setns(2, "/unnamed1")],
    why: 'setns made container 2 (/unnamed1) "unnamed2"',
  });
  const two = [fork(1), unshare(1)];
  counts(onlyRenameRenames, { "a container lives on": [...two, fork(1)] }, true);
  counts(
    onlyRenameRenames,
    {
      "a rename": [...two, rename(2, "/unnamed1", "a")],
      "a container goes": [...two, exit(1)],
      "a container is new": two,
    },
    false,
  );
});
