import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { treeShape } from "../../src/domains/containers/tree-shape.ts";
import { sumOfCalls } from "../../src/engine/call-counts.ts";
import { search } from "../../src/engine/search.ts";
import type { SearchOptions } from "../../src/engine/search-options.ts";
import type { Event } from "../../src/model/operation.ts";
import { referenceOr } from "../../src/model/shape.ts";
import { drawn } from "../drawn-graph.ts";

/**
 * Tasks, containers, kinds, names, images; then worlds, calls ok, calls refused, depth. `npm run bench` checks the counts of a larger scope,
 * which takes half a minute.
 */
const REFERENCE_COUNTS: readonly (readonly number[])[] = [
  [1, 2, 1, 0, 0, 3, 5, 5, 1],
  [2, 2, 1, 0, 0, 9, 36, 28, 3],
  [2, 3, 1, 0, 0, 29, 134, 106, 6],
  [2, 3, 2, 2, 0, 1_081, 6_876, 12_240, 9],
  [2, 4, 2, 1, 0, 9_150, 61_054, 92_270, 15],
  [3, 3, 1, 0, 0, 176, 1_449, 987, 8],
  [3, 3, 1, 2, 0, 1_720, 18_261, 18_927, 13],
  [3, 3, 2, 2, 0, 29_976, 333_621, 498_615, 19],
  [3, 4, 1, 0, 0, 10_052, 88_731, 64_161, 24],
  [3, 4, 1, 2, 0, 116_818, 1_377_903, 1_423_125, 24],
  [4, 3, 1, 1, 0, 3_946, 53_740, 41_996, 14],
  [4, 4, 1, 0, 0, 210_400, 2_810_908, 1_801_668, 32],
];

/** The same up to symmetry. */
const REFERENCE_COUNTS_UP_TO_SYMMETRY: readonly (readonly number[])[] = [
  [1, 2, 1, 0, 0, 3, 5, 5, 1],
  [2, 2, 1, 0, 0, 6, 23, 19, 2],
  [2, 3, 1, 0, 0, 16, 75, 60, 6],
  [2, 3, 2, 2, 0, 116, 911, 1_402, 8],
  [2, 4, 2, 1, 0, 255, 1_996, 2_558, 12],
  [3, 3, 1, 0, 0, 40, 325, 230, 7],
  [3, 3, 1, 2, 0, 172, 1_815, 2_013, 9],
  [3, 3, 2, 2, 0, 520, 6_891, 9_393, 9],
  [3, 4, 1, 0, 0, 206, 1_817, 1_340, 14],
  [3, 4, 1, 2, 0, 1_493, 18_076, 19_084, 16],
  [3, 4, 2, 0, 0, 706, 7_923, 8_244, 14],
  [4, 3, 1, 1, 0, 185, 2_441, 2_119, 10],
  [4, 4, 1, 0, 0, 580, 7_583, 5_087, 15],
  [4, 4, 1, 2, 0, 4_280, 77_095, 71_935, 17],
  [5, 4, 1, 0, 0, 1_176, 20_003, 12_547, 16],
];

function scopeOf(
  tasks: number,
  containers: number,
  kinds: number,
  names: number,
  images: number,
): ContainerScope {
  return {
    tasks,
    containers,
    kinds: (["uts", "net", "ipc"] as const).slice(0, kinds),
    names: ["a", "b"].slice(0, names),
    images,
  };
}

/** Worlds, calls ok, calls refused, depth. */
function countsOf(row: readonly number[], options: SearchOptions): number[] {
  const [tasks = 0, containers = 0, kinds = 0, names = 0, images = 0] = row;
  const result = search(nested, [], scopeOf(tasks, containers, kinds, names, images), options);
  const { ok, refused } = sumOfCalls(result.calls);
  const refusals = Object.values(refused).reduce((sum, number) => sum + number, 0);
  expect(result.complete).toBe(true);
  return [result.worlds, ok, refusals, result.depth];
}

describe("counts of nested, found by two independent implementations", () => {
  const title = "%i tasks, %i containers, %i kinds, %i names, %i images";

  test.each(REFERENCE_COUNTS)(`${title}`, (...row) => {
    expect(countsOf(row, {})).toEqual(row.slice(5));
  });

  test.each(REFERENCE_COUNTS_UP_TO_SYMMETRY)(`${title}, up to symmetry`, (...row) => {
    expect(countsOf(row, { symmetry: true })).toEqual(row.slice(5));
  });

  test("with one image: 361 worlds at 2 tasks, 3 containers, 1 kind, 1 name", () => {
    expect(search(nested, [], scopeOf(2, 3, 1, 1, 1)).worlds).toBe(361);
  });

  test("one scope in full: 3 tasks, 3 containers, 1 kind, 2 names", () => {
    const { calls, levels } = search(nested, [], scopeOf(3, 3, 1, 2, 0));
    const counts = [...calls].map(([op, { new: _, ...count }]) => [op, count]);
    expect(Object.fromEntries(counts)).toEqual({
      fork: { ok: 1617, unchanged: 0, refused: { EAGAIN: 2475 } },
      exit: { ok: 4092, unchanged: 0, refused: {} },
      unshare: { ok: 348, unchanged: 0, refused: { ENOSPC: 3744 } },
      setns: { ok: 5868, unchanged: 4092, refused: { ENXIO: 360 } },
      kill: { ok: 2136, unchanged: 0, refused: { EBUSY: 4092 } },
      rename: { ok: 4200, unchanged: 1296, refused: { EBUSY: 8184, EEXIST: 72 } },
      checkpoint: { ok: 0, unchanged: 0, refused: {} },
      restart: { ok: 0, unchanged: 0, refused: {} },
    });
    expect([...calls.values()].reduce((sum, count) => sum + count.new, 0)).toBe(1720 - 1);
    expect(levels).toEqual([1, 3, 6, 20, 71, 187, 294, 291, 252, 265, 175, 54, 73, 28]);
  });
});

describe("bounds", () => {
  const scope = scopeOf(3, 3, 1, 2, 0);

  test("a depth bound sees the worlds up to that depth, and is not complete", () => {
    const { levels, depth, complete } = search(nested, [], scope, { depth: 4 });
    expect({ levels, depth, complete }).toEqual({ levels: [1, 3, 6, 20, 71], depth: 4, complete: false });
  });

  test("a depth bound beyond the depth of the scope is complete", () => {
    expect(search(nested, [], scope, { depth: 14 })).toMatchObject({
      worlds: 1720,
      depth: 13,
      complete: true,
    });
  });

  test("a bound on worlds is met soon after", () => {
    const { worlds, complete, levels } = search(nested, [], scope, { worlds: 100 });
    expect(complete).toBe(false);
    expect(worlds).toBeGreaterThan(100);
    expect(worlds).toBeLessThan(400);
    expect(levels.reduce((sum, level) => sum + level, 0)).toBe(worlds);
  });

  test("a bound that a scope does not exceed leaves nothing undecided", () => {
    const { complete } = search(nested, [], scope, { worlds: 1720 });
    expect(complete).toBe(true);
    expect(search(nested, [], scope, { worlds: 1719 }).complete).toBe(false);
  });

  test("a reason to stop stops it", () => {
    const { complete } = search(nested, [], scope, { stop: () => "enough" });
    expect(complete).toBe(false);
  });
});

describe("verdicts, on drawn graphs", () => {
  //  0 -> 1 -> 3 -> 4     0 -> 2 -> 3
  const graph = drawn({ 0: [1, 2], 1: [3], 2: [3], 3: [4], 4: [] });
  const scope = scopeOf(1, 1, 1, 0, 0);
  const visited = (history: readonly Event[] | undefined) =>
    history?.map(({ operation }) => operation["path"]);

  test("the shortest history is found, and of several the first in the order of calls", () => {
    const [verdict] = search(graph.model, [graph.never(3)], scope).verdicts;
    expect(verdict).toMatchObject({ verdict: "broken", why: "3 was reached" });
    expect(visited(verdict?.history)).toEqual(["1", "3"]);
  });

  test("a property about a step is broken by the history that ends with the step", () => {
    const [verdict] = search(graph.model, [graph.neverStep(2, 3)], scope).verdicts;
    expect(visited(verdict?.history)).toEqual(["2", "3"]);
  });

  test("a property about a world is broken already in the first", () => {
    expect(search(graph.model, [graph.never(0)], scope).verdicts[0]?.history).toEqual([]);
  });

  test("a property that holds says in how many worlds it was tried", () => {
    expect(search(graph.model, [graph.never(7)], scope).verdicts).toEqual([
      { property: "never-7", verdict: "holds", why: "", cases: 5 },
    ]);
  });

  test("a property on steps counts distinct steps", () => {
    expect(search(graph.model, [graph.neverStep(4, 0)], scope).verdicts[0]).toMatchObject({ cases: 5 });
  });

  test("a property without a case holds and says so; of a search that saw less than all it is not decided", () => {
    const property = graph.neverStep(4, 0, "no case");
    expect(search(graph.model, [property], scope).verdicts[0]).toMatchObject({
      verdict: "holds",
      why: "no case",
    });
    expect(search(graph.model, [property], scope, { depth: 1 }).verdicts[0]).toMatchObject({
      verdict: "not-decided",
      why: "only histories of up to 1 event were tried",
    });
  });

  test("what sometimes happens is reached with the shortest history, or never", () => {
    const reached = search(graph.model, [graph.sometime(4)], scope).verdicts[0];
    expect(reached).toMatchObject({ verdict: "holds", cases: 1 });
    expect(visited(reached?.history)).toEqual(["1", "3", "4"]);
    expect(search(graph.model, [graph.sometime(7)], scope).verdicts[0]).toMatchObject({
      verdict: "broken",
      why: "never reached",
    });
    expect(search(graph.model, [graph.sometime(4)], scope, { depth: 2 }).verdicts[0]).toMatchObject({
      verdict: "not-decided",
    });
  });

  test("a property that needs what the design does not show does not apply", () => {
    expect(search(graph.model, [{ ...graph.never(3), needs: ["levels"] }], scope).verdicts[0]).toMatchObject({
      verdict: "does-not-apply",
      why: "drawn has no levels",
    });
  });

  test("the call that would show a breach is beside the history, with what it comes to", () => {
    expect(search(graph.model, [graph.canAlwaysGo(4, 0)], scope).verdicts[0]).toMatchObject({
      verdict: "broken",
      history: { length: 3 },
      call: { operation: { op: "go", path: "0" }, outcome: "ENOENT" },
    });
  });

  test("a design that does not do the same twice is found out", () => {
    let turn = 0;
    const fickle = { ...graph.model, initial: () => ({ at: turn++ === 0 ? 0 : 1 }) };
    expect(() => search(fickle, [graph.never(3)], scope)).toThrow(/is not deterministic/);
  });
});

test("of a design that refers to more rows than it has no world is lost", () => {
  const scope: ContainerScope = { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0 };
  const marking: typeof nested = {
    ...nested,
    name: "marking",
    shape: (given) =>
      treeShape(given, { world: { mark: referenceOr(null, "container", given.containers + 1) } }),
    initial: (given) => Object.assign(nested.initial(given), { mark: null }),
    apply(world, operation, given) {
      const outcome = nested.apply(world, operation, given);
      if (outcome === "ok" && operation.op === "fork") Object.assign(world, { mark: given.containers + 1 });
      return outcome;
    },
  };
  const [upToSymmetry, whole] = [true, false].map((symmetry) => search(marking, [], scope, { symmetry }));
  expect(upToSymmetry).toEqual(whole);
  expect(whole?.symmetry).toBe(false);
});
