import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import { nested } from "../../../models/nested.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { operationsFrom } from "../../../src/domains/linux/shorthand.ts";
import { carryOut } from "../../../src/engine/carry-out.ts";
import { compare } from "../../../src/engine/compare.ts";
import { replay } from "../../../src/engine/replay.ts";
import { search } from "../../../src/engine/search.ts";
import { asModel, pictureOf } from "../../../src/engine/suite/mutant.ts";
import { recorded } from "../../../src/engine/suite/recorded.ts";
import { stepsOf } from "../../../src/engine/suite/step.ts";
import { type Suite, type SuiteOptions, suiteInSteps } from "../../../src/engine/suite/suite.ts";
import { TransitionGraph } from "../../../src/engine/transition-graph.ts";
import { finish } from "../../../src/history/finish.ts";
import { readHistory } from "../../../src/history/read-history.ts";
import { writeHistory } from "../../../src/history/write-history.ts";
import { withTasks } from "../../../src/model/field-of.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Operation } from "../../../src/model/operation.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { CONTAINER_MODELS } from "../../container-models.ts";

const SMALL: ContainerScope = { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0 };
const WITH_IMAGE: ContainerScope = { ...SMALL, containers: 2, images: 1 };
const PIDS: LinuxScope = {
  tasks: 2,
  kinds: ["pid"],
  pidLevels: 1,
  userLevels: 1,
  handles: 0,
  files: 0,
  mounts: 0,
};
/** `linux` as shared code takes it: a design of any domain. */
const LINUX = linux as unknown as Model;

const suiteOf = (model: Model, scope: Scope, more: Partial<SuiteOptions> = {}): Suite =>
  finish(
    suiteInSteps(model, {
      scopes: [{ scope, depth: more.scopes?.[0]?.depth }],
      symmetry: model.numbersMatter === undefined,
      comparisons: "some",
      transitions: false,
      length: 50,
      ...more,
    }),
  );

/** How many lines of a history recorded in one design differ in another. */
function differencesIn(other: Model, model: Model, scope: Scope, operations: readonly Operation[]): number {
  const file = Buffer.from(writeHistory(model, scope, recorded(model, scope, operations)));
  const read = readHistory(file, [], { as: other });
  if (!read.ok) throw new Error(read.problem.message);
  return replay(read.history).count;
}

/** Whether a history has another outcome in another design, shows something else there, or makes it throw. */
function isToldBy(other: Model, model: Model, scope: Scope, operations: readonly Operation[]): boolean {
  const world = other.initial(scope);
  return stepsOf(model, scope, operations).some(({ operation, outcome, after }) => {
    try {
      if (other.apply(world, operation, scope) !== outcome) return true;
    } catch {
      return true;
    }
    return pictureOf(other, scope, world) !== pictureOf(model, scope, after);
  });
}

describe.each([
  ["nested", nested as Model, SMALL as Scope, undefined],
  ["nested, with an image", nested as Model, WITH_IMAGE as Scope, undefined],
  ["linux", LINUX, PIDS as Scope, 2],
])("a suite of %s", (_, model, scope, depth) => {
  const suite = suiteOf(model, scope, { scopes: [{ scope, depth }] });

  test("comes to every outcome that a search comes to, by a shortest history", () => {
    const rulesAlong = (operations: readonly Operation[]) =>
      stepsOf(model, scope, operations).map(({ operation, rule }) => `${operation.op} ${rule}`);
    const { calls } = search(model, [], scope, { ...(depth !== undefined && { depth: depth - 1 }) });
    const covered = suite.histories.flatMap(({ outcomes }) =>
      outcomes.map(({ op, rule }) => `${op} ${rule}`),
    );
    expect(new Set(covered)).toEqual(new Set(suite.outcomes.map(({ op, rule }) => `${op} ${rule}`)));
    for (const [op, { ok }] of calls) if (ok > 0) expect(covered).toContain(`${op} ok`);
    for (const { outcomes, operations } of suite.histories)
      for (const { op, rule } of outcomes) {
        const length = rulesAlong(operations).indexOf(`${op} ${rule}`);
        const others = suite.histories.map((other) => rulesAlong(other.operations).indexOf(`${op} ${rule}`));
        expect(length).toBe(Math.min(...others.filter((place) => place >= 0)));
      }
  });

  test("tells each mutant from the design by what it says, and no other by less", () => {
    for (const { operations, mutants, alone } of suite.histories) {
      for (const mutant of mutants)
        expect(isToldBy(asModel(model, mutant), model, scope, operations), mutant.name).toBe(true);
      for (const mutant of alone.mutants)
        expect(suite.histories.filter((other) => other.mutants.includes(mutant))).toHaveLength(1);
    }
  });

  test("needs each of its histories", () => {
    for (const { alone } of suite.histories)
      expect(alone.outcomes.length + alone.mutants.length).toBeGreaterThan(0);
  });

  test("has mutants of different names", () => {
    const names = [...suite.mutants, ...suite.untold.map(({ mutant }) => mutant)].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

test("a suite is the same again, and a mutant that is said to be the same design is", () => {
  const suite = suiteOf(nested, SMALL);
  const { untold } = suite;
  expect(JSON.stringify(suiteOf(nested, SMALL))).toBe(JSON.stringify(suite));
  const same = untold.filter(({ isEquivalent }) => isEquivalent);
  expect(same.length).toBeGreaterThan(0);
  for (const { mutant } of same)
    expect(compare(nested, asModel(nested, mutant), SMALL, { comparisons: "some" }).verdict).toBe("equal");
});

describe("the histories that a design gives itself", () => {
  const scope: Scope = { ...PIDS, kinds: ["uts", "user"], handles: 1, kernel: "7.3" };
  const own = [
    "setns 1 9 -", // two refusals could be made, and one comes first
    "clone 1 user; drop 2; map 2 2; map 1 2",
    "clone 1 user; drop 2; map 2 2",
    "list 1 - - h", // the file of a history cannot say that
    "unshare 1 uts; list 1 - - h",
  ].map(operationsFrom);
  const { histories } = suiteOf(LINUX, PIDS, {
    scopes: [{ scope: PIDS, depth: 1 }],
    own: { scope, histories: own },
  });
  const texts = histories.map(({ operations }) => JSON.stringify(operations).slice(0, -1));

  test("are in the suite, or begin one of it", () => {
    for (const operations of [own[0], own[1], own[2], own[4]?.slice(0, 1)])
      expect(texts.filter((text) => text.startsWith(JSON.stringify(operations).slice(0, -1)))).not.toEqual(
        [],
      );
    // The third is the beginning of the second.
    expect(texts).not.toContain(JSON.stringify(own[2]).slice(0, -1));
  });

  test("are each there for something, and can be read", () => {
    for (const { operations, alone, ...history } of histories) {
      expect(alone.outcomes.length + alone.mutants.length + alone.own).toBeGreaterThan(0);
      expect(differencesIn(LINUX, LINUX, history.scope, operations)).toBe(0);
    }
  });
});

describe.each([
  ["nested", nested as Model, WITH_IMAGE as Scope, undefined],
  ["linux", LINUX, PIDS as Scope, 2],
])("the histories that have every transition of %s", (_, model, scope, depth) => {
  const { tours } = suiteOf(model, scope, { scopes: [{ scope, depth }], symmetry: false, transitions: true });
  const histories = tours.flatMap((tour) => tour.histories);
  const steps = histories.flatMap((operations) => stepsOf(model, scope, operations));

  test("tell it from a design that differs in one call in one world", () => {
    fc.assert(
      fc.property(fc.nat(steps.length - 1), (place) => {
        const step = steps[place];
        if (step === undefined) throw new RangeError(`there is no step ${place}`);
        const before = JSON.stringify(step.before);
        const call = JSON.stringify(step.operation);
        const isSeen = pictureOf(model, scope, step.before) !== pictureOf(model, scope, step.after);
        const other: Model = {
          ...model,
          apply(world, operation, bounds) {
            if (JSON.stringify(world) !== before || JSON.stringify(operation) !== call)
              return model.apply(world, operation, bounds);
            return isSeen || step.outcome !== "ok" ? "ok" : "EINVAL"; // and nothing is done
          },
        };
        // An expectation of linux does not say everything that can be seen.
        const isTold = histories.some((operations) =>
          model === LINUX
            ? isToldBy(other, model, scope, operations)
            : differencesIn(other, model, scope, operations) > 0,
        );
        expect(isTold).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

test.each([0, 20, 100, 5000])(
  "of more than %i transitions it has those of the first calls, as many as that",
  (most) => {
    const graph = finish(TransitionGraph.inSteps(nested, SMALL, true));
    const within = (calls: number): number =>
      graph.transitions.reduce(
        (sum, { length }, node) => sum + (graph.distanceOf(node) < calls ? length : 0),
        0,
      );
    const [tour] = suiteOf(nested, SMALL, { transitions: most }).tours;
    const all = within(Number.POSITIVE_INFINITY);
    expect(tour?.transitions).toBe(all);
    const seen = new Set<string>();
    for (const operations of tour?.histories ?? []) {
      const world = nested.initial(SMALL);
      for (const operation of operations) {
        const { node, tasks } = graph.locate(world);
        const numbers = new Map([...tasks].map(([inForm, own]) => [own, inForm]));
        const inForm = withTasks(nested as Model, operation, (task) => numbers.get(task) ?? task);
        seen.add(`${node} ${JSON.stringify(inForm)}`);
        carryOut(nested, world, operation, SMALL);
      }
    }
    const has = (calls: number): boolean =>
      graph.transitions.every(
        (transitions, node) =>
          graph.distanceOf(node) >= calls ||
          transitions.every(({ operation }) => seen.has(`${node} ${JSON.stringify(operation)}`)),
      );
    if (tour?.toured === "all") expect(all).toBeLessThanOrEqual(most);
    else expect(all).toBeGreaterThan(most);
    const toured = tour?.toured;
    const calls = toured === "all" ? Number.POSITIVE_INFINITY : toured === "none" ? 0 : (toured?.calls ?? 0);
    expect(has(calls)).toBe(true);
    if (typeof toured !== "object") return;
    expect(toured.transitions).toBe(within(calls));
    expect(within(calls)).toBeLessThanOrEqual(most);
    expect(within(calls + 1)).toBeGreaterThan(most);
  },
);

describe("the histories that have every transition tell designs apart exactly where they differ", () => {
  const designs = CONTAINER_MODELS.filter(
    (design) => JSON.stringify(design.calls) === JSON.stringify(nested.calls),
  );
  const suites = new Map(designs.map((design) => [design, suiteOf(design, SMALL, { transitions: true })]));
  const pairs = designs.flatMap((one) =>
    designs.flatMap((other) => (one === other ? [] : [[one, other] as const])),
  );

  test.each(pairs.map(([one, other]) => ({ one, other })))("$one.name and $other.name", ({ one, other }) => {
    const { verdict } = compare(one, other, SMALL, { comparisons: "some" });
    const histories = suites.get(one)?.tours.flatMap((tour) => tour.histories) ?? [];
    const isTold = histories.some((operations) => differencesIn(other, one, SMALL, operations) > 0);
    expect(isTold).toBe(verdict === "differ");
  });
});
