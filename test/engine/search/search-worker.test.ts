import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { StateSpace } from "../../../src/engine/expand/state-space.ts";
import type { SearchTask } from "../../../src/engine/search/search-task.ts";
import { SearchWorker } from "../../../src/engine/search/search-worker.ts";
import { CONTROL, makeSharedMemory, type SharedMemory } from "../../../src/engine/search/shared-memory.ts";
import { KINDS } from "../../../src/model/kind.ts";

function tasksOf(kinds: number): SearchTask[] {
  const size = kinds === 7 ? 2 : 3;
  const scope = {
    tasks: size,
    containers: size,
    kinds: KINDS.slice(0, kinds),
    names: ["a", "b"],
    images: 0,
  };
  const task = { model: nested, properties: [], scope, comparisons: "some", depth: 1000 } as const;
  return [
    { ...task, symmetry: true, dataIndependence: true, renaming: true },
    { ...task, symmetry: true, dataIndependence: true, renaming: false },
    { ...task, symmetry: true, dataIndependence: false, renaming: true },
    { ...task, symmetry: true, dataIndependence: false, renaming: false },
    { ...task, symmetry: false, dataIndependence: false, renaming: false },
  ];
}

function memoryFor(task: SearchTask, places: number): SharedMemory {
  const space = new StateSpace(task.model, task.scope, {
    symmetry: task.symmetry,
    looked: task.dataIndependence ? new Set() : undefined,
  });
  return makeSharedMemory({
    workers: 1,
    places,
    mostBytes: 2 ** 30,
    wordsOfState: space.packer.length,
    depth: task.depth,
    operations: Object.keys(task.model.calls).length,
    properties: 0,
  });
}

function searchAlone(task: SearchTask, places: number): SharedMemory {
  const memory = memoryFor(task, places);
  const worker = new SearchWorker(task, memory, 0);
  worker.begin();
  for (const _ of worker.work());
  return memory;
}

// With seven kinds, a form has too many combinations for each to have a bit.
test.each([1, 2, 7])("however little room there is at first, all states are found: %s kinds", (kinds) => {
  for (const task of tasksOf(kinds)) {
    if (kinds === 7 && !task.dataIndependence) continue; // too many states to expand each
    const all = searchAlone(task, 2 ** 17);
    const little = searchAlone(task, 2);
    expect(little.counts).toEqual(all.counts);
    expect(little.control[CONTROL.places]).toBeLessThan(all.control[CONTROL.places] ?? 0);
    expect(little.control[CONTROL.usedPlaces]).toBe(little.control[CONTROL.forms]);
  }
});
