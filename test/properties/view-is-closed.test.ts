import { describe, expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import { viewIsClosed } from "../../properties/view-is-closed.ts";
import { withParts } from "../../src/domains/containers/observation.ts";
import type { ContainerStep } from "../../src/domains/containers/property.ts";
import type { Operation } from "../../src/model/operation.ts";
import { checkpoint, exit, fork, kill, rename, setns, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy, lastStepOf, scopeOf } from "./check.ts";
import { exitEndsTheTasksAbove, exitNamesTheRoot, setnsLeadsUp } from "./mutants.ts";

describe("view-is-closed", () => {
  holdsOnNested(viewIsClosed);
  isBrokenBy(viewIsClosed, exitEndsTheTasksAbove, {
    after: [fork(1), unshare(1), exit(1)],
    why: "task 1, which cannot name container 1 (/), has ended task 2 in it",
  });
  isBrokenBy(viewIsClosed, setnsLeadsUp, {
    after: [fork(1), unshare(1), setns(1, "/")],
    why: "task 1, which cannot name container 1 (/), has entered it",
  });
  isBrokenBy(viewIsClosed, exitNamesTheRoot, {
    after: [unshare(1), exit(1)],
    why: "task 1, which cannot name container 1 (/), has renamed it to a",
  });

  /** The last step of a run, before which no task can name a container. */
  function stepBlindTo(hidden: number, last: Operation): ContainerStep {
    return lastStepOf(
      nested,
      scopeOf({ images: 1 }),
      [fork(1), unshare(1), unshare(1), last],
      ({ before }) => ({
        before: withParts(before, {
          path: (viewer, container) => (container === hidden ? undefined : before.path(viewer, container)),
        }),
      }),
    );
  }
  const attempt = () => undefined;
  const found = (step: ContainerStep) => viewIsClosed.check(step, scopeOf(), attempt);

  it("is broken where checkpoint records a container that its caller cannot name", () => {
    expect(found(stepBlindTo(3, checkpoint(2, "/unnamed1")))).toEqual({
      broken: "task 2, which cannot name container 3 (/unnamed1/unnamed1), has recorded it",
    });
  });

  it("is broken where a path leads to a container that its caller cannot name", () => {
    expect(found(stepBlindTo(2, setns(2, "/unnamed1")))).toEqual({
      broken: "task 2, which cannot name container 2 (/unnamed1), has a path that leads there",
    });
  });

  it("asks of what is below a container only where it is recorded", () => {
    expect(found(stepBlindTo(3, checkpoint(2, "/unnamed1", ".")))).toBe("holds");
    expect(found(stepBlindTo(3, rename(2, "/unnamed1", "a")))).toBe("holds");
  });

  const two = [fork(1), unshare(1)];
  counts(
    viewIsClosed,
    {
      "a path that names something": [kill(1, "/")],
      "a kill": [...two, kill(2, "/unnamed1")],
      "an entry": [...two, setns(2, "/unnamed1")],
      "a rename": [...two, rename(2, "/unnamed1", "a")],
      "a record": [...two, checkpoint(2, "/unnamed1")],
    },
    true,
  );
  counts(
    viewIsClosed,
    {
      "a path that names nothing": [kill(1, "/a")],
      "a new container is entered": [unshare(1)],
      "a task ends itself": [fork(1), exit(1)],
      "the caller does not live": [kill(9, "/")],
    },
    false,
  );
});
