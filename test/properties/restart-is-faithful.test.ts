import { describe, expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import { taskStruct } from "../../models/task-struct.ts";
import { restartIsFaithful } from "../../properties/restart-is-faithful.ts";
import { withParts } from "../../src/domains/containers/observation.ts";
import type { ContainerStep } from "../../src/domains/containers/property.ts";
import { namespaceNumber } from "../../src/model/numbers.ts";
import { checkpoint, exit, fork, kill, restart, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy, lastStepOf, scopeOf } from "./check.ts";
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
  const scope = scopeOf({ tasks: 5, containers: 5, images: 1 });
  const found = (step: ContainerStep) => restartIsFaithful.check(step, scope, () => undefined);
  /** Containers 2 and 3, one in the other, with task 1, are copied as 4 and 5. */
  const deep = [fork(1), unshare(1), unshare(1), checkpoint(2, "/unnamed1"), restart(2, "a")];

  it.each<[string, (step: ContainerStep) => Partial<ContainerStep>, string]>([
    [
      "a container of the copy was there before",
      ({ before, after }) => ({
        before: withParts(before, {
          containers: new Map([...before.containers, ...[...after.containers].filter(([one]) => one === 5)]),
          rootPath: (container) => after.rootPath(container),
        }),
      }),
      "task 2 restarted image1 as /a, which has container 5 (/a/unnamed1) in it, which was there before",
    ],
    [
      "a nsproxy of the copy was there before",
      ({ before, after }) => ({ before: withParts(before, { nsproxies: after.nsproxies }) }),
      "task 2 restarted image1 as /a, which shares nsproxy 2",
    ],
    [
      "a task of the copy was there before",
      ({ before, after }) => ({
        before: withParts(before, {
          tasks: new Map([...before.tasks, ...[...after.tasks].filter(([task]) => task === 3)]),
        }),
      }),
      "task 2 restarted image1 as /a, which has task 3 in it, which was there before",
    ],
    [
      "a container of the copy bears another name",
      ({ after }) => ({
        after: withParts(after, {
          containers: new Map(
            [...after.containers].map(([one, row]) => [one, one === 5 ? { ...row, name: "other" } : row]),
          ),
        }),
      }),
      "task 2 restarted image1 as /a, which has other containers",
    ],
    [
      "a task of the copy has other namespaces",
      ({ after }) => ({
        after: withParts(after, {
          tasks: new Map(
            [...after.tasks].map(([task, row]) => [
              task,
              task === 3 ? { ...row, namespaces: { uts: namespaceNumber(9) } } : row,
            ]),
          ),
        }),
      }),
      "task 2 restarted image1 as /a, which has other tasks, or they share namespaces otherwise",
    ],
    [
      "it has no name",
      ({ operation: { name: _, ...rest } }) => ({ operation: rest }),
      "task 2 restarted image1 as /undefined, and there is no such image",
    ],
  ])("is broken by a restart where %s", (_, change, broken) => {
    expect(found(lastStepOf(nested, scope, deep, change))).toEqual({ broken });
  });

  it("asks nothing of the caller's own namespaces where there was no caller", () => {
    const step = lastStepOf(nested, scope, deep, ({ before }) => ({
      before: withParts(before, { tasks: new Map([...before.tasks].filter(([task]) => task !== 2)) }),
    }));
    expect(found(step)).toBe("holds");
  });

  counts(
    restartIsFaithful,
    {
      "a checkpoint": recorded,
      "a checkpoint of what shares a namespace with one of several outside": [
        ...[fork(1), fork(1), unshare(2, "net"), unshare(3, "uts", "net")],
        checkpoint(1, "/unnamed1"),
      ],
      "a restart": [...recorded, restart(2, "copy")],
      "a restart when the original is gone": [...recorded, kill(2, "/unnamed1"), restart(2, "a")],
    },
    true,
  );
  counts(
    restartIsFaithful,
    { "a checkpoint without nsproxies": recorded, "a restart without": [...recorded, restart(2, "copy")] },
    true,
    taskStruct,
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
