import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { subtreeOf } from "../../../properties/shared/subtree.ts";
import { OUTSIDE } from "../../../src/domains/containers/image.ts";
import { withParts } from "../../../src/domains/containers/observation.ts";
import { namespaceNumber, ROOT } from "../../../src/model/numbers.ts";
import { seenIn } from "../../container-models.ts";
import { fork } from "../calls.ts";
import { pointsOf, scopeOf } from "../check.ts";

test("namespaces have places in the order of their numbers, and those outside have none", () => {
  const scope = scopeOf({ tasks: 4 });
  const point = pointsOf(nested, scope, [fork(1), fork(1), fork(1)]).at(-1);
  if (point === undefined) throw new Error("a run has a last point");
  const world = seenIn(point.world);
  // The namespace of each task: the first task's does not have the lowest number, so places are not in the order of holders.
  const held = [5, 3, 4, 3];
  const tasks = new Map(
    [...world.tasks].map(([task, row]) => [
      task,
      { ...row, namespaces: { uts: namespaceNumber(held[task - 1] ?? 0) } },
    ]),
  );
  const subtree = subtreeOf(
    withParts(world, { tasks, nsproxies: new Map() }),
    ROOT,
    (kind, namespace) => kind === "uts" && namespace === 4,
  );
  expect(subtree.tasks.map(({ namespaces }) => namespaces.uts)).toEqual([2, 1, OUTSIDE, 1]);
});
