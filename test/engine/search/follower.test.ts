import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { failureIn, workInSteps } from "../../../src/engine/search/follower.ts";
import type { SearchTask } from "../../../src/engine/search/search-task.ts";
import { SearchWorker, searchAsFollower } from "../../../src/engine/search/search-worker.ts";
import { CONTROL, type SharedMemory, STOP } from "../../../src/engine/search/shared-memory.ts";
import { memoryOf } from "../../../src/engine/search/single-search.ts";

const task: SearchTask = {
  model: nested,
  properties: [],
  scope: { tasks: 2, containers: 2, kinds: ["uts"], names: [], images: 0 },
  symmetry: false,
  dataIndependence: false,
  renaming: false,
  comparisons: "every",
  depth: 5,
};

function memoryOfTwo(): SharedMemory {
  return memoryOf(task, 2, 2 ** 30);
}

test("a worker that fails stops the search and says why", () => {
  const memory = memoryOfTwo();
  const leader = new SearchWorker(task, memory, 0);
  leader.begin();
  memory.control[CONTROL.workers] = 2;
  const broken: typeof nested = {
    ...nested,
    operations: () => {
      // There is no leader here to end the search, so this does before the worker looks again.
      memory.control[CONTROL.isDone] = 1;
      throw new Error("the design is broken");
    },
  };

  expect(failureIn(memory)).toBeUndefined();
  workInSteps(memory, () => searchAsFollower({ ...task, model: broken }, memory, 1));
  expect(memory.control[CONTROL.stop]).toBe(STOP.failure);
  expect(failureIn(memory)?.message).toMatch(/the design is broken/);
});

describe("a worker that has failed", () => {
  /** Fails once the search is done, so there is nobody to wait for. */
  function* failing(memory: SharedMemory, why: unknown): Generator<void> {
    yield;
    memory.control[CONTROL.isDone] = 1;
    throw why;
  }

  test("is not the one that is told of where another one failed before", () => {
    const memory = memoryOfTwo();
    for (const why of ["the first", "the second"]) workInSteps(memory, () => failing(memory, new Error(why)));
    expect(failureIn(memory)?.message).toMatch(/the first/);
    expect(failureIn(memory)?.message).not.toMatch(/the second/);
  });

  test("is told of also where it says very much, and where what it threw is no error", () => {
    const [long, odd] = [memoryOfTwo(), memoryOfTwo()];
    workInSteps(long, () => failing(long, new Error("long ".repeat(10_000))));
    expect(failureIn(long)?.message).toMatch(/long long/);
    workInSteps(odd, () => failing(odd, "a text"));
    expect(failureIn(odd)?.message).toBe("a text");
  });
});

test("a worker does all its steps and tells of no failure where there is none", () => {
  const memory = memoryOfTwo();
  let steps = 0;
  workInSteps(memory, function* () {
    for (; steps < 3; steps++) yield;
  });
  expect(steps).toBe(3);
  expect(failureIn(memory)).toBeUndefined();
});
