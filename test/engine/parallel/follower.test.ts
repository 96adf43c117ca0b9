import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { Explorer, memoryFor } from "../../../src/engine/parallel/explorer.ts";
import { failureIn, workAsFollower } from "../../../src/engine/parallel/follower.ts";
import type { SearchTask } from "../../../src/engine/parallel/search-task.ts";
import { CONTROL, makeSharedMemory, STOP } from "../../../src/engine/parallel/shared-memory.ts";

test("a worker that fails stops the search and says why", () => {
  const task: SearchTask = {
    model: nested,
    properties: [],
    scope: { tasks: 2, containers: 2, kinds: ["uts"], names: [], images: 0 },
    symmetry: false,
    twins: false,
    sharing: false,
    exact: false,
    depth: 5,
  };
  const memory = makeSharedMemory(memoryFor(task, 2, 2 ** 30));
  new Explorer(task, memory, 0).begin();
  const broken: typeof nested = {
    ...nested,
    operations: () => {
      // No leader works here, so the search is at its end when this worker looks again.
      memory.control[CONTROL.isDone] = 1;
      throw new Error("the design is broken");
    },
  };

  expect(failureIn(memory)).toBeUndefined();
  workAsFollower({ ...task, model: broken }, memory, 1);
  expect(memory.control[CONTROL.stop]).toBe(STOP.failure);
  expect(failureIn(memory)?.message).toMatch(/the design is broken/);
});
