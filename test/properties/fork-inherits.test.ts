import { describe } from "vitest";
import { forkInherits } from "../../properties/fork-inherits.ts";
import { fork, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import { forkStartsAtTheTop, forkTakesOldNamespaces } from "./mutants.ts";

describe("fork-inherits", () => {
  holdsOnNested(forkInherits);
  isBrokenBy(forkInherits, forkStartsAtTheTop, {
    after: [fork(1), unshare(1), fork(1)],
    why: "task 1 is in container 2 (/unnamed1), and its child, task 3, is not",
  });
  isBrokenBy(forkInherits, forkTakesOldNamespaces, {
    after: [fork(1), unshare(1), fork(1)],
    why: "task 3 has other namespaces than its parent, task 1",
  });
  counts(forkInherits, { "a fork": [fork(1)] }, true);
  counts(forkInherits, { "a fork refused": [fork(9)], "an unshare": [unshare(1)] }, false);
});
