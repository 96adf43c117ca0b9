import { describe, expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import { nothingLeaks } from "../../properties/nothing-leaks.ts";
import { type ContainerObservation, withParts } from "../../src/domains/containers/observation.ts";
import { containerNumber, nsproxyNumber, ROOT, taskNumber } from "../../src/model/numbers.ts";
import { seenIn } from "../container-models.ts";
import { exit, fork, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy, pointsOf, scopeOf } from "./check.ts";
import { exitReleasesNothing } from "./mutants.ts";

/** Task 2 in the root, and task 1 in a container in a container. */
function drawn(change: (world: ContainerObservation) => Partial<ContainerObservation>): ContainerObservation {
  const point = pointsOf(nested, scopeOf(), [fork(1), unshare(1), unshare(1)]).at(-1);
  if (point === undefined) throw new Error("a run has a first point");
  const world = seenIn(point.world);
  return withParts(world, change(world));
}

function without<Key, Row>(rows: ReadonlyMap<Key, Row>, key: Key): Map<Key, Row> {
  return new Map([...rows].filter(([other]) => other !== key));
}

describe("nothing-leaks", () => {
  holdsOnNested(nothingLeaks);
  isBrokenBy(nothingLeaks, exitReleasesNothing, {
    after: [exit(1)],
    why: "nsproxy 1 in container 1 (/) lives, but no task uses it",
  });
  counts(
    nothingLeaks,
    { "the first world": [], "a world with a task": [unshare(1)], "the final world": [exit(1)] },
    true,
  );

  it.each([
    [
      "a container that no task is in",
      drawn(({ tasks, nsproxies }) => ({
        tasks: without(tasks, taskNumber(1)),
        nsproxies: without(nsproxies, nsproxyNumber(3)),
      })),
      "container 2 (/unnamed1) lives, but no task is in it",
    ],
    ["no root", drawn(({ containers }) => ({ containers: without(containers, ROOT) })), "the root is gone"],
    [
      "a container that a task is in",
      drawn(({ containers }) => ({ containers: without(containers, containerNumber(2)) })),
      "task 1 is in container 2, which is gone",
    ],
    [
      "a nsproxy that a task uses",
      drawn(({ nsproxies }) => ({ nsproxies: without(nsproxies, nsproxyNumber(3)) })),
      "task 1 uses nsproxy 3, which is gone",
    ],
    [
      "a container in which a nsproxy stands",
      drawn(({ nsproxies }) => ({
        nsproxies: new Map(
          [...nsproxies].map(([nsproxy, row]) => [nsproxy, { ...row, container: containerNumber(9) }]),
        ),
      })),
      "nsproxy 1 stands in container 9, which is gone",
    ],
    [
      "a container around another one, in which nobody is said to be",
      drawn(({ tasks, containers }) => ({
        tasks: new Map(
          [...tasks].map(([task, row]) => [
            task,
            { ...row, in: row.in.filter((one) => one !== containerNumber(2)) },
          ]),
        ),
        containers: without(containers, containerNumber(2)),
      })),
      "container 3 stands in container 2, which is gone",
    ],
  ])("is broken by %s", (_, world, broken) => {
    const attempt = () => undefined;
    expect(nothingLeaks.check(world, scopeOf(), attempt)).toEqual({ broken });
  });
});
