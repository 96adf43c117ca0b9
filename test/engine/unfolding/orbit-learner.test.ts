import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { memoryFor } from "../../../src/engine/parallel/memory-for.ts";
import type { SearchTask } from "../../../src/engine/parallel/search-task.ts";
import {
  CONTROL,
  COUNT,
  callCount,
  makeSharedMemory,
  numberedWorldsOf,
  UNCHANGED,
} from "../../../src/engine/parallel/shared-memory.ts";
import { search } from "../../../src/engine/search.ts";
import { WORDS_OF_FOUND } from "../../../src/engine/unfolding/numbered-worlds.ts";
import { OrbitLearner } from "../../../src/engine/unfolding/orbit-learner.ts";
import { UnfoldingExplorer } from "../../../src/engine/unfolding/unfolding-explorer.ts";
import type { Scope } from "../../../src/model/scope.ts";

const scope: Scope = { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 0 };

function taskOf(model: typeof nested): SearchTask {
  return {
    model,
    properties: [],
    scope,
    symmetry: false,
    twins: false,
    sharing: true,
    exact: false,
    depth: Number.POSITIVE_INFINITY,
  };
}

/** A learner that knows all orbits, and its counts. */
function learned(model: typeof nested) {
  const task = taskOf(model);
  const memory = makeSharedMemory(memoryFor(task, 1, 2 ** 26));
  const learner = new OrbitLearner(task, memory, 0);
  learner.first();
  learner.open(0);
  while (learner.known < learner.found) learner.learn(0);
  return { learner, counts: memory.counts[0] ?? new Float64Array(0), operations: memory.options.operations };
}

/** All worlds of the scope, each its orbit and its numbering. Orbits are found in the same order as by any learner. */
function worldsOf(model: typeof nested): (readonly [orbit: number, numbering: number])[] {
  const task = taskOf(model);
  const memory = makeSharedMemory(memoryFor(task, 1, 2 ** 26));
  const explorer = new UnfoldingExplorer(task, memory);
  explorer.begin();
  for (const _ of explorer.work());
  const [found] = numberedWorldsOf(memory).found;
  const words = new Int32Array(found ?? new SharedArrayBuffer(0));
  return Array.from({ length: memory.control[CONTROL.entries] ?? 0 }, (_, index) => [
    words[index * WORDS_OF_FOUND] ?? 0,
    words[index * WORDS_OF_FOUND + 1] ?? 0,
  ]);
}

test("there are as many orbits as worlds up to numbers", () => {
  const { learner } = learned(nested);
  expect(learner.found).toBe(search(nested, [], scope, { symmetry: true }).worlds);
});

test("in every world of an orbit the calls come to what is known of it", () => {
  const { learner } = learned(nested);
  const worlds = worldsOf(nested);
  expect(new Set(worlds.map(String)).size).toBe(search(nested, [], scope).worlds);
  for (const [orbit, numbering] of worlds) learner.compare(orbit, numbering, 0);
});

/** Designs to which the number of a task matters: what some call of the first comes to, or to which world it leads. */
const MATTERING: readonly (readonly [what: string, apply: (typeof nested)["apply"]])[] = [
  [
    "is refused",
    (world, operation, within) =>
      operation.op === "exit" && operation.task === 1 ? "EBUSY" : nested.apply(world, operation, within),
  ],
  [
    "is refused that changes nothing where it is not",
    (world, operation, within) =>
      operation.op === "setns" && operation.task === 1 ? "EBUSY" : nested.apply(world, operation, within),
  ],
  [
    "leads to another world",
    (world, operation, within) =>
      operation.op === "exit" && operation.task === 1
        ? nested.apply(world, { op: "fork", task: operation.task }, within)
        : nested.apply(world, operation, within),
  ],
];

test.each(MATTERING)("where a call %s in one of them, it is found out", (_, apply) => {
  const { learner } = learned({ ...nested, apply });
  // The first orbit is that of the first world, whatever the design.
  const ofFirst = worldsOf(nested).filter(([orbit]) => orbit === 0);
  expect(() => {
    for (const [orbit, numbering] of ofFirst) learner.compare(orbit, numbering, 0);
  }).toThrow(/numbersMatter/);
});

describe("what is counted", () => {
  /** How many calls were counted. */
  function callsIn({ counts, operations }: ReturnType<typeof learned>): number {
    let sum = 0;
    for (let operation = 0; operation < operations; operation++)
      for (let outcome = 0; outcome < UNCHANGED; outcome++) sum += counts[callCount(operation, outcome)] ?? 0;
    return sum;
  }

  test("is nothing as long as no world was expanded", () => {
    const all = learned(nested);
    all.learner.addUp(0);
    expect(callsIn(all)).toBe(0);
    expect(all.counts[COUNT.expanded]).toBe(0);
  });

  test("is what is known of an orbit, for each of its worlds once", () => {
    const [one, many] = [learned(nested), learned(nested)];
    for (const orbit of [0, 3, 4]) {
      one.learner.isExpanded(orbit, 1);
      many.learner.isExpanded(orbit, 2);
      many.learner.isExpanded(orbit, 3);
    }
    for (const { learner } of [one, many, many]) learner.addUp(0);
    expect(callsIn(one)).toBeGreaterThan(0);
    expect(callsIn(many)).toBe(5 * callsIn(one));
    expect(many.counts[COUNT.expanded]).toBe(15);
  });
});
