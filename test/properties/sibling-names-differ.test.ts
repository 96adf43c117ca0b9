import { describe } from "vitest";
import { siblingNamesDiffer } from "../../properties/sibling-names-differ.ts";
import { fork, rename, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import { renameTakesNamesThatAreTaken, renameTakesNoNames } from "./mutants.ts";

describe("sibling-names-differ", () => {
  holdsOnNested(siblingNamesDiffer);
  isBrokenBy(siblingNamesDiffer, renameTakesNamesThatAreTaken, {
    after: [
      fork(1),
      fork(1),
      unshare(1),
      unshare(2),
      rename(3, "/unnamed1", "a"),
      rename(3, "/unnamed2", "a"),
    ],
    why: "container 3 bears the name of its sibling container 2 (/a)",
  });
  isBrokenBy(siblingNamesDiffer, renameTakesNoNames, {
    after: [fork(1), unshare(1), rename(2, "/unnamed1", "a")],
    why: 'container 2 bears "", which is not a name',
  });
  counts(siblingNamesDiffer, { "a container beside the root": [unshare(1)] }, true);
  counts(siblingNamesDiffer, { "the root alone": [fork(1)] }, false);
});
