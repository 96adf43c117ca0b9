import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { breakingRun } from "../../src/engine/breaking-run.ts";
import { addCalls, type CallCounts, countsFor } from "../../src/engine/call-counts.ts";
import { stretchesOf } from "../../src/engine/shard.ts";
import {
  type FollowedRuns,
  followInSteps,
  type SimulateOptions,
  type SimulateResult,
  simulateInSteps,
  simulationOf,
} from "../../src/engine/simulate.ts";
import type { Model } from "../../src/model/model.ts";
import type { Property } from "../../src/model/property.ts";
import { CONTAINER_PROPERTIES } from "../container-models.ts";
import { drawn } from "../drawn-graph.ts";
import { countsOf } from "./random-counts.ts";

const scope: ContainerScope = { tasks: 3, containers: 4, kinds: ["uts"], names: ["a"], images: 1 };
const OPTIONS = { runs: 50, length: 20, seed: 7 };

function run(
  model: Model,
  properties: readonly Property[],
  options: SimulateOptions = OPTIONS,
  within: ContainerScope = scope,
): SimulateResult {
  const steps = simulateInSteps(model, properties, within, options);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

describe("on a drawn graph", () => {
  // One path to 9, among paths that go round and round.
  const graph = drawn({ 0: [0, 1, 2], 1: [0, 1, 2], 2: [0, 1, 3], 3: [0, 9], 9: [] });

  test("a run that breaks a property is shrunk until no event can be left out", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const property = graph.never(9);
        const [verdict] = run(graph.model, [property], { ...OPTIONS, seed }).verdicts;
        if (verdict?.verdict !== "broken") return; // no run of this seed reached 9
        const operations = (verdict.history ?? []).map(({ operation }) => operation);
        expect(breakingRun(property, graph.model, scope, operations)?.events).toEqual(verdict.history);
        for (const index of operations.keys()) {
          expect(breakingRun(property, graph.model, scope, operations.toSpliced(index, 1))).toBeUndefined();
        }
      }),
      { numRuns: 20 },
    );
  });

  test("most seeds find what can be found", () => {
    const found = Array.from({ length: 20 }, (_, seed) =>
      run(graph.model, [graph.never(9)], { ...OPTIONS, seed }),
    );
    const broken = found.filter(({ verdicts }) => verdicts[0]?.verdict === "broken");
    expect(broken.length).toBeGreaterThan(15);
    expect(broken[0]?.verdicts[0]).toMatchObject({ why: "9 was reached", history: { length: 3 } });
  });

  test("a property on steps is broken by the run that ends with the step", () => {
    const [verdict] = run(graph.model, [graph.neverStep(3, 9)]).verdicts;
    expect(verdict?.history?.at(-1)?.operation).toMatchObject({ op: "go", path: "9" });
  });

  test("what was not broken is not decided, however many runs there were", () => {
    expect(run(graph.model, [graph.never(7)]).verdicts[0]).toMatchObject({
      verdict: "not-decided",
      why: "50 random runs of up to 20 events, seed 7",
    });
  });

  test("what sometimes happens was reached, or is not decided", () => {
    expect(run(graph.model, [graph.sometime(2)]).verdicts[0]?.verdict).toBe("holds");
    expect(run(graph.model, [graph.sometime(7)]).verdicts[0]?.verdict).toBe("not-decided");
  });

  test("the call that shows a breach comes with what it comes to in the last world", () => {
    expect(run(graph.model, [graph.canAlwaysGo(2, 9)]).verdicts[0]).toMatchObject({
      verdict: "broken",
      call: { operation: { op: "go", path: "9" }, outcome: "ENOENT" },
    });
  });
});

describe("on the proposal", () => {
  test("the same seed gives the same runs, another seed others", () => {
    const few = { ...OPTIONS, runs: 10 };
    const once = run(nested, [], few);
    expect(run(nested, [], few)).toEqual(once);
    expect(run(nested, [], { ...few, seed: 8 })).not.toEqual(once);
  });

  test("the runs try every operation, with success and with every errno of the table but C1's", () => {
    const roomier = { ...scope, tasks: 4, containers: 5, names: ["a", "unnamed1"] };
    const calls = countsOf(nested, roomier, { runs: 400, length: 40, seed: 1 });
    const seen = [...calls].map(([op, { ok, refused }]) => [op, ok > 0, Object.keys(refused).sort()]);
    expect(Object.fromEntries(seen.map(([op, ...rest]) => [op, rest]))).toEqual({
      fork: [true, ["EAGAIN", "ESRCH"]],
      exit: [true, ["ESRCH"]],
      unshare: [true, ["EINVAL", "ENOSPC", "ESRCH"]],
      setns: [true, ["ENOENT", "ENXIO", "ESRCH"]],
      rename: [true, ["EBUSY", "EEXIST", "EINVAL", "ENOENT", "ESRCH"]],
      kill: [true, ["EBUSY", "ENOENT", "ESRCH"]],
      checkpoint: [true, ["EBUSY", "EINVAL", "ENOENT", "ENOSPC", "ESRCH"]],
      restart: [true, ["EAGAIN", "EEXIST", "EINVAL", "ENOENT", "ENOSPC", "ESRCH"]],
    });
  });
});

test("the parts of the runs are together exactly the runs, none twice", () => {
  const options = { runs: 17, length: 6, seed: 5 };
  const whole = run(nested, [], options);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), (of) => {
      const parts = Array.from({ length: of }, (_, index) =>
        run(nested, [], { ...options, shard: { number: index + 1, of } }),
      );
      const together: CallCounts = countsFor(nested);
      for (const { calls } of parts) addCalls(together, calls);
      expect(together).toEqual(whole.calls);
      const sum = (of: "runs" | "events") => parts.reduce((all, part) => all + part[of], 0);
      expect([sum("runs"), sum("events")]).toEqual([whole.runs, whole.events]);
      expect(parts.every(({ complete }) => complete)).toBe(true);
    }),
    { numRuns: 9 },
  );
});

test("what was found along stretches is together what is found along all runs", () => {
  const graph = drawn({ 0: [0, 1, 2], 1: [0, 1, 2], 2: [0, 1, 3], 3: [0, 9], 9: [] });
  const properties = [graph.never(9), graph.never(7), graph.sometime(3), graph.sometime(7)];
  const along = (shard: SimulateOptions["shard"], seed: number): FollowedRuns => {
    const options = { runs: 12, length: 8, seed, shard };
    const steps = followInSteps(graph.model, properties, scope, options, () => false);
    for (;;) {
      const next = steps.next();
      if (next.done) return next.value;
    }
  };
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 1, max: 12 }), (seed, of) => {
      const options = { runs: 12, length: 8, seed };
      const parts = stretchesOf(options.runs, of).map((stretch) => along(stretch, seed));
      const whole = run(graph.model, properties, options);
      expect(simulationOf(graph.model, properties, scope, options, parts)).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

test("random runs work in a scope that no search has room for", () => {
  const huge = { ...scope, tasks: 2 ** 31 - 1, containers: 2 ** 31 - 1 };
  const { runs, verdicts } = run(nested, CONTAINER_PROPERTIES, { runs: 3, length: 5, seed: 1 }, huge);
  expect(runs).toBe(3);
  expect(verdicts.filter(({ verdict }) => verdict === "broken")).toEqual([]);
});
