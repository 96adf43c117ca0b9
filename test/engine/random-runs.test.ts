import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { neverSucceeded, sumOfCalls } from "../../src/engine/call-counts.ts";
import { findingAt } from "../../src/engine/forms/form-of.ts";
import { RandomRuns } from "../../src/engine/random-runs.ts";
import { operationsChosen } from "../../src/engine/simplest.ts";
import type { Model } from "../../src/model/model.ts";
import { type PointProperty, whyNotApplicable } from "../../src/model/property.ts";
import { CONTAINER_MODELS, CONTAINER_POINT_PROPERTIES } from "../container-models.ts";
import { pointsOf } from "../properties/check.ts";
import * as mutants from "../properties/mutants.ts";
import { countsOf } from "./random-counts.ts";

const scope: ContainerScope = {
  tasks: 4,
  containers: 5,
  kinds: ["uts"],
  names: ["a", "unnamed1"],
  images: 1,
  handles: 1,
};
const OPTIONS = { runs: 40, length: 30, seed: 4 };

/** The first run, counted from 1, in which a property is broken; `runs` + 1 if there is none. */
function runThatBreaks(
  model: Model,
  properties: readonly PointProperty[],
  within: ContainerScope,
  runs: number,
): number {
  const random = new RandomRuns(model, within, { length: 40, seed: 1 });
  const applying = properties.filter((property) => whyNotApplicable(property, model, within) === undefined);
  for (let run = 1; run <= runs; run++) {
    for (const point of pointsOf(model, within, random.next().operations))
      if (applying.some((property) => typeof findingAt(property, point, within) === "object")) return run;
  }
  return runs + 1;
}

describe.each(CONTAINER_MODELS)("of $name", (model: Model) => {
  test("go on to their length, most calls succeed, and every operation does so often", () => {
    const counts = countsOf(model, scope, OPTIONS);
    const { ok, refused } = sumOfCalls(counts);
    const events = Object.values(refused).reduce((sum, number) => sum + number, ok);
    expect(events).toBeGreaterThan(0.9 * OPTIONS.runs * OPTIONS.length);
    // `freezing-kill` refuses all calls of tasks that are to be killed.
    expect(ok).toBeGreaterThan((model.name === "freezing-kill" ? 0.7 : 0.75) * events);
    expect(neverSucceeded(counts)).toEqual([]);
    expect(Math.min(...[...counts.values()].map((count) => count.ok))).toBeGreaterThan(10);
    const undeclared = [...counts].flatMap(([op, { refused: errnos }]) =>
      Object.keys(errnos).filter(
        (errno) => errno !== "ESRCH" && !model.refusals?.[op]?.some((declared) => declared === errno),
      ),
    );
    expect(undeclared).toEqual([]);
  });
});

test("the choices of a run are its operations", () => {
  const random = new RandomRuns(nested, scope, OPTIONS);
  for (let run = 0; run < 10; run++) {
    const { choices, operations } = random.next();
    expect(operationsChosen(choices, nested, scope)).toEqual(operations);
  }
});

test("what operations are called does not matter", () => {
  const other = (op: string) => `other-${op}`;
  const own = (op: string) => op.replace("other-", "");
  // The same design, except for the names of its calls.
  const base: Model = nested;
  const renamed: Model = {
    ...base,
    calls: Object.fromEntries(Object.entries(base.calls).map(([op, fields]) => [other(op), fields])),
    operations: (world, task, within) =>
      [...base.operations(world, task, within)].map((call) => ({ ...call, op: other(call.op) })),
    apply: (world, call, within) => base.apply(world, { ...call, op: own(call.op) }, within),
  };
  const counts = countsOf(renamed, scope, OPTIONS);
  expect(Math.min(...[...counts.values()].map((count) => count.ok))).toBeGreaterThan(10);
});

test("a scope in which nothing can be done but to end makes short runs", () => {
  const least: ContainerScope = { tasks: 1, containers: 1, kinds: ["uts"], names: [], images: 0 };
  const random = new RandomRuns(nested, least, OPTIONS);
  for (let run = 0; run < 20; run++) expect(random.next().operations.length).toBeLessThanOrEqual(30);
});

const kept = CONTAINER_POINT_PROPERTIES.filter(({ name }) => name !== "always-enterable");

/** These reach worlds that they cannot observe, so a run of many calls ends with an error. */
const TORN = ["forkCopiesTheNsproxy", "forkTakesOldNamespaces", "setnsKeepsTheNamespaces"];
/** These break only always-enterable, as the proposal itself does, or that something can be reached, which no run can break. */
const NOT_HERE = ["setnsRefusesTheInhabited", "namesAreTheMachines"];

/** The mutant, but it refuses dead callers: mutants use their caller before they ask whether it is alive. */
function refusingTheDead(mutant: Model): Model {
  const apply: Model["apply"] = (world, call, within) =>
    [...mutant.callers(world)].includes(call.task) ? mutant.apply(world, call, within) : "ESRCH";
  return { ...mutant, apply };
}

test.each(Object.entries(mutants).filter(([name]) => ![...TORN, ...NOT_HERE].includes(name)))(
  "find %s in 40 runs",
  (_, mutant) => {
    expect(runThatBreaks(refusingTheDead(mutant), kept, scope, 40)).toBeLessThanOrEqual(40);
  },
);

const ENTERABLE = ["pinned", "merged", "flat-untracked"];

test.each(
  CONTAINER_MODELS.filter(({ name }) => !ENTERABLE.includes(name)).map(
    (model) => [model.name, model] as const,
  ),
)("find that %s breaks always-enterable, in 20 runs", (_, model) => {
  const property = CONTAINER_POINT_PROPERTIES.filter(({ name }) => name === "always-enterable");
  expect(runThatBreaks(model, property, { ...scope, kinds: ["uts", "net"] }, 20)).toBeLessThanOrEqual(20);
});
