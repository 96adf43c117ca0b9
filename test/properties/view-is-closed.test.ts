import { describe, expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import { viewIsClosed } from "../../properties/view-is-closed.ts";
import { withParts } from "../../src/domains/containers/observation.ts";
import type { ContainerNumber, TaskNumber } from "../../src/model/numbers.ts";
import { seenIn } from "../container-models.ts";
import { checkpoint, exit, fork, kill, rename, setns, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy, pointsOf, scopeOf } from "./check.ts";
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

  it("is broken where checkpoint records a container that its caller cannot name", () => {
    const scope = scopeOf({ images: 1 });
    const run = [fork(1), unshare(1), unshare(1), checkpoint(2, "/unnamed1")];
    const step = pointsOf(nested, scope, run).at(-1)?.step;
    if (step === undefined) throw new Error("a run ends in a step");
    const [before, after] = [seenIn(step.before), seenIn(step.after)];
    const path = (viewer: TaskNumber, container: ContainerNumber) =>
      container === 3 ? undefined : before.path(viewer, container);
    const broken = "task 2, which cannot name container 3 (/unnamed1/unnamed1), has recorded it";
    const attempt = () => undefined;
    expect(
      viewIsClosed.check({ ...step, before: withParts(before, { path }), after }, scope, attempt),
    ).toEqual({
      broken,
    });
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
