import { describe, expect, test } from "vitest";
import { ClaimChecker } from "../../../src/engine/parallel/claim-checker.ts";
import { memoryFor } from "../../../src/engine/parallel/memory-for.ts";
import type { SearchTask } from "../../../src/engine/parallel/search-task.ts";
import {
  caseCount,
  makeSharedMemory,
  type SharedMemory,
} from "../../../src/engine/parallel/shared-memory.ts";
import { FIRST_TASK } from "../../../src/model/numbers.ts";
import type { Property, Step } from "../../../src/model/property.ts";
import { drawn } from "../../drawn-graph.ts";

const graph = drawn({ 0: [1], 1: [2], 2: [] });
const GO = 0;
const world = (at: number) => graph.model.observe({ at }, scope);
const scope = { tasks: 1, containers: 1, kinds: [], names: [], images: 0 };

/** The claims of a search, checked by two workers. */
class Checking {
  readonly memory: SharedMemory;
  readonly #checkers: readonly ClaimChecker[];

  constructor(...properties: readonly Property[]) {
    const task: SearchTask = {
      model: graph.model,
      properties,
      scope,
      symmetry: false,
      twins: false,
      comparisons: "every",
      exact: false,
      depth: Number.POSITIVE_INFINITY,
    };
    this.memory = makeSharedMemory(memoryFor(task, 2, 2 ** 26));
    const attempts = { before: () => undefined, after: () => undefined };
    this.#checkers = [0, 1].map((worker) => new ClaimChecker(task, this.memory, worker, attempts));
  }

  worker(number: number): ClaimChecker {
    const checker = this.#checkers[number];
    if (checker === undefined) throw new RangeError(`there is no worker ${number}`);
    return checker;
  }

  /** Opens a level for a worker. @returns whether any claim is still to be checked there */
  openOn(level: number, worker = 0): boolean {
    const checker = this.worker(worker);
    checker.open(["go"], level);
    return !checker.claims.areNone;
  }

  casesOf(property: number, worker = 0): number {
    return this.memory.counts[worker]?.[caseCount(this.memory.options, property)] ?? 0;
  }
}

/** The step by which one goes from a node to another. */
function going(from: number, to: number): Step {
  const operation = { op: "go", task: FIRST_TASK, path: String(to) };
  return { before: world(from), operation, outcome: "ok", after: world(to), changed: true };
}

describe("a claim that another worker found broken", () => {
  test("in a world of a level is still checked on that level, and not on the next", () => {
    const checking = new Checking(graph.never(2));
    checking.openOn(3, 1);
    checking.worker(1).checkWorld(world(2), 3);
    expect(checking.openOn(3)).toBe(true);
    expect(checking.openOn(4)).toBe(false);
  });

  test("by a step from a level is still checked on that level, and not on the next", () => {
    const checking = new Checking(graph.neverStep(1, 2), graph.never(7));
    checking.openOn(3, 1);
    checking.worker(1).checkStep(GO, going(1, 2), 1, 3);
    expect(checking.openOn(3)).toBe(true);
    expect(checking.worker(0).areAbout(GO, "ok", true)).toBe(true);
    expect(checking.openOn(4)).toBe(true);
    expect(checking.worker(0).areAbout(GO, "ok", true)).toBe(false);
  });

  test("is checked in no world of the next level", () => {
    const checking = new Checking(graph.never(2));
    checking.openOn(3, 1);
    checking.worker(1).checkWorld(world(2), 3);
    checking.openOn(4);
    expect(checking.worker(0).claims.areNone).toBe(true);
    checking.worker(0).checkWorld(world(2), 4);
    expect(checking.casesOf(0)).toBe(0);
  });
});

test("what was reached once is counted further on", () => {
  const checking = new Checking(graph.sometime(2));
  for (const level of [1, 2]) {
    expect(checking.openOn(level)).toBe(true);
    checking.worker(0).checkWorld(world(2), level);
  }
  expect(checking.casesOf(0)).toBe(2);
  expect(checking.memory.breaches[0]?.[0]).toBe(1 + 1);
});

test("a claim that does not apply to the design is never checked", () => {
  const checking = new Checking({ ...graph.never(2), needs: ["levels"] });
  expect(checking.openOn(0)).toBe(false);
});

test("of the histories that break a claim the length of the shortest is kept", () => {
  const checking = new Checking(graph.never(2), graph.neverStep(1, 2));
  for (const level of [5, 2, 4]) {
    checking.openOn(0);
    checking.worker(0).checkWorld(world(2), level);
    checking.worker(0).checkStep(GO, going(1, 2), 1, level);
  }
  // One is added, so that none is 0; and the step that breaks the claim is part of its history.
  expect([...(checking.memory.breaches[0] ?? [])]).toEqual([2 + 1, 3 + 1]);
});

test("cases are counted by those that they stand for; where there is no case nothing is", () => {
  const checking = new Checking(graph.neverStep(2, 1), graph.neverStep(2, 1, "no case"));
  checking.openOn(0);
  checking.worker(0).checkStep(GO, going(0, 1), 1, 0);
  checking.worker(0).checkStep(GO, going(1, 2), 3, 1);
  expect([checking.casesOf(0), checking.casesOf(1)]).toEqual([4, 0]);
  expect([...(checking.memory.breaches[0] ?? [])]).toEqual([0, 0]);
});

test("of steps that no claim is about nobody has to be told", () => {
  const checking = new Checking({ ...graph.neverStep(1, 2), when: "changed" });
  checking.openOn(0);
  const checker = checking.worker(0);
  expect(checker.areAbout(GO, "ok", true)).toBe(true);
  expect(checker.areAbout(GO, "ok", false)).toBe(false);
  expect(checker.areAbout(GO, "ENOENT", false)).toBe(false);
});
