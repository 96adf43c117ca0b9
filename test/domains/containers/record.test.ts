import { expect, test } from "vitest";
import {
  insideCount,
  membersOf,
  type Recordable,
  recordSubtree,
} from "../../../src/domains/containers/record.ts";
import {
  containerNumber,
  namespaceNumber,
  nsproxyNumber,
  ROOT,
  taskNumber,
} from "../../../src/model/numbers.ts";
import { tableOf } from "../../../src/world/table.ts";

const [inner, other] = [containerNumber(2), containerNumber(3)];

/** Task 1 in the root, task 2 in a container, task 3 in another one inside it. `uts` has the namespace of each task. */
function worldOf(...uts: readonly number[]): Recordable {
  const containers = [ROOT, inner, other];
  return {
    tasks: tableOf(...containers.map((_, index) => ({ nsproxy: nsproxyNumber(index + 1) }))),
    nsproxies: tableOf(
      ...containers.map((container, index) => ({
        container,
        namespaces: { uts: namespaceNumber(uts[index] ?? 0) },
      })),
    ),
    containers: tableOf(
      { parent: null, name: "" },
      { parent: ROOT, name: "inner" },
      { parent: inner, name: "other" },
    ),
  };
}

test("what stands in a container or below it", () => {
  expect(membersOf(worldOf(1, 2, 3), inner)).toEqual({
    containers: [inner, other],
    nsproxies: [2, 3],
    tasks: [taskNumber(2), taskNumber(3)],
  });
});

test("an image tells numbers by their order, and what a task outside uses too is outside (C1)", () => {
  const image = recordSubtree(worldOf(4, 9, 4), inner, ["uts"]);
  expect(image).toEqual({
    containers: [
      { parent: null, name: "" },
      { parent: 1, name: "other" },
    ],
    nsproxies: [
      { container: 1, namespaces: { uts: 1 } },
      { container: 2, namespaces: { uts: "outside" } },
    ],
    tasks: [{ nsproxy: 1 }, { nsproxy: 2 }],
  });
  expect(image && insideCount(image, "uts")).toBe(1);
  expect(image && insideCount(image, "net")).toBe(0);
});

test("it leans on at most one outside namespace of each kind (C1)", () => {
  const world = worldOf(1, 1, 2);
  const outside = [...world.tasks, { nsproxy: nsproxyNumber(4) }];
  const nsproxies = [...world.nsproxies, { container: ROOT, namespaces: { uts: namespaceNumber(2) } }];
  expect(recordSubtree(world, inner, ["uts"])).toBeDefined();
  expect(recordSubtree({ ...world, tasks: outside, nsproxies }, inner, ["uts"])).toBeUndefined();
});
