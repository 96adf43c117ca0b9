import { describe } from "vitest";
import { restartIsFaithful } from "../../properties/restart-is-faithful.ts";
import { checkpoint, exit, fork, kill, restart, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import {
  checkpointRecordsNoNamespace,
  restartForgetsWhatIsGone,
  restartSharesNamespaces,
  restartSharesWithTheOriginal,
  restartWantsItsCallerAlone,
} from "./mutants.ts";

describe("restart-is-faithful", () => {
  holdsOnNested(restartIsFaithful);
  isBrokenBy(restartIsFaithful, restartSharesNamespaces, {
    in: { images: 1 },
    after: [fork(1), unshare(1), checkpoint(2, "/unnamed1")],
    call: restart(2, "unnamed2"),
    why:
      "task 2 recorded container 2 (/unnamed1) as image1, and its restart as /unnamed2 has other nsproxies, or shares " +
      "namespaces otherwise",
  });
  isBrokenBy(restartIsFaithful, checkpointRecordsNoNamespace, {
    in: { images: 1 },
    after: [fork(1), unshare(1), checkpoint(2, "/unnamed1")],
    call: restart(2, "unnamed2"),
    why:
      "task 2 recorded container 2 (/unnamed1) as image1, and its restart as /unnamed2 has other nsproxies, or shares " +
      "namespaces otherwise",
  });
  isBrokenBy(restartIsFaithful, restartWantsItsCallerAlone, {
    in: { images: 1 },
    after: [fork(1), fork(1), unshare(1), checkpoint(2, "/unnamed1")],
    call: restart(2, "unnamed2"),
    why: "task 2 recorded container 2 (/unnamed1) as image1, and its restart as /unnamed2 is refused: EBUSY",
  });
  isBrokenBy(restartIsFaithful, restartSharesWithTheOriginal, {
    in: { images: 1 },
    after: [fork(1), unshare(1), checkpoint(2, "/unnamed1")],
    call: restart(2, "unnamed2"),
    why:
      "task 2 recorded container 2 (/unnamed1) as image1, and its restart as /unnamed2 shares a namespace of uts that " +
      "is not the caller's own",
  });
  isBrokenBy(restartIsFaithful, restartForgetsWhatIsGone, {
    in: { images: 1 },
    after: [fork(1), unshare(1), checkpoint(2, "/unnamed1"), exit(1), restart(2, "a")],
    why: "task 2 restarted image1 as /a, which has other nsproxies, or shares namespaces otherwise",
  });
  const recorded = [fork(1), unshare(1), checkpoint(2, "/unnamed1")];
  counts(
    restartIsFaithful,
    {
      "a checkpoint": recorded,
      "a restart": [...recorded, restart(2, "copy")],
      "a restart when the original is gone": [...recorded, kill(2, "/unnamed1"), restart(2, "a")],
    },
    true,
  );
  counts(
    restartIsFaithful,
    {
      "a checkpoint refused": [checkpoint(1, "/")],
      "a restart refused": [...recorded, restart(2, "unnamed1")],
      "a checkpoint without room for a restart": [
        fork(1),
        fork(1),
        fork(1),
        fork(1),
        unshare(1),
        checkpoint(2, "/unnamed1"),
      ],
      "another call": [...recorded, exit(1)],
    },
    false,
  );
});
