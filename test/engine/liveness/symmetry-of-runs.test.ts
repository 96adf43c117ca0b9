import { describe, expect, test } from "vitest";
import { NestedRules, nested, nestedCalls, type World } from "../../../models/nested.ts";
import { exitEnds } from "../../../properties/exit-ends.ts";
import { killedGoes } from "../../../properties/killed-goes.ts";
import { leftAloneGoes } from "../../../properties/left-alone-goes.ts";
import { defineModel } from "../../../src/domains/containers/define-model.ts";
import type { ContainerOperationOf } from "../../../src/domains/containers/operation.ts";
import { leadsTo } from "../../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { FailedAfter } from "../../../src/engine/failed-after.ts";
import { search } from "../../../src/engine/search.ts";
import type { Model } from "../../../src/model/model.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import type { OnRuns } from "../../../src/model/on-runs.ts";
import { scopeOf } from "../../properties/check.ts";

const SCOPE = scopeOf({ tasks: 3, containers: 2, names: [] });
const TWO_KINDS = { ...SCOPE, kinds: ["uts", "net"] as const };

/** A promise to each task, which nested keeps. */
const kept = {
  claim: "something",
  source: "a test",
  name: "by-number",
  of: "task",
  owed: { from: "worlds", isSo: () => true },
  isMet: () => true,
  broken: (_: unknown, thing: number) => `it is owed to task ${thing}`,
} as const;

type Parts = Partial<Omit<Parameters<typeof leadsTo>[0], "form" | "domain">>;

describe("an answer that depends on a number is told, and the property is decided without symmetry:", () => {
  test.each<[string, string, Parts]>([
    ["what has happened", "isMet()", { isMet: (_, thing) => thing !== 2 }],
    ["what is owed in a world", "owed.isSo()", { owed: { from: "worlds", isSo: (_, thing) => thing === 2 } }],
    [
      "what is owed from a step on",
      "owed.isSo()",
      { owed: { from: "steps", on: ["fork"], isSo: ({ operation }) => operation.task === taskNumber(2) } },
    ],
    [
      "who is fair",
      "isFair()",
      { fair: { exit: "weak" }, isFair: (_, task, thing) => task === thing && task !== taskNumber(2) },
    ],
    ["what is allowed", "allows()", { allows: ({ operation }) => operation.task !== taskNumber(2) }],
  ])("%s", (_, of, parts) => {
    const property = leadsTo({ ...kept, ...parts });
    const [found, plain] = [true, false].map((symmetry) => search(nested, [property], SCOPE, { symmetry }));
    expect(found?.asymmetries).toMatchObject([{ property: "by-number", difference: { is: "answer", of } }]);
    expect(found?.verdicts).toEqual(plain?.verdicts);
  });
});

test("the call is told on whose step the answer depends on a number", () => {
  const property = leadsTo({ ...kept, allows: ({ operation }) => operation.task !== taskNumber(2) });
  const { asymmetries } = search(nested, [property], SCOPE, { symmetry: true });
  expect(asymmetries).toMatchObject([{ difference: { call: { op: expect.any(String) } } }]);
});

test("properties are compared each by itself", () => {
  const unlike = leadsTo({ ...kept, isMet: (_, thing) => thing !== 2 });
  const all = [killedGoes, unlike, exitEnds, leftAloneGoes] as readonly OnRuns[];
  for (const scope of [SCOPE, TWO_KINDS]) {
    const { asymmetries, verdicts } = search(nested, all, scope, { symmetry: true });
    expect(asymmetries.map(({ property }) => property)).toEqual(["by-number"]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["holds", "broken", "holds", "holds"]);
  }
});

describe.each(["every", "some"] as const)("where %s state is compared", (comparisons) => {
  test.each([SCOPE, TWO_KINDS])(
    "nothing is told of a design and of properties that are symmetric: $kinds",
    (scope) => {
      const all = [killedGoes, exitEnds, leftAloneGoes] as readonly OnRuns[];
      const found = search(nested, all, scope, { symmetry: true, comparisons });
      expect(found.asymmetries).toEqual([]);
      expect(found.verdicts.map(({ verdict }) => verdict)).toEqual(["holds", "holds", "holds"]);
    },
  );
});

test("whether a step changes the world is the same in other numbers, also where it changes only those", () => {
  let [changed, same] = [0, 0];
  const property = leadsTo({
    ...kept,
    allows(step) {
      if (step.changed) changed++;
      else same++;
      return step.changed;
    },
  });
  const calls = { ...nestedCalls, respawn: [] } as const;
  /** The caller of respawn goes on under another number. */
  class RespawningRules extends NestedRules {
    override perform(world: World, operation: ContainerOperationOf<typeof calls>, scope: ContainerScope) {
      if (operation.op !== "respawn") return super.perform(world, operation, scope);
      const { task } = operation;
      const outcome = super.perform(world, { op: "fork", task }, scope);
      return outcome === "ok" ? super.perform(world, { op: "exit", task }, scope) : outcome;
    }
  }
  const respawning = defineModel<World, typeof calls>(new RespawningRules(), {
    name: "respawning",
    summary: "nested, and a task may go on under another number",
    source: "a test",
    calls,
    shows: nested.shows,
  });
  for (const scope of [SCOPE, TWO_KINDS])
    expect(search(respawning, [property], scope, { symmetry: true }).asymmetries).toEqual([]);
  expect(changed).toBeGreaterThan(0);
  expect(same).toBeGreaterThan(0);
});

test("of what is known to be symmetric a hundred nodes are compared, of all else each", () => {
  const scope = { ...SCOPE, tasks: 4, containers: 4 };
  const askedWhere = (comparisons: "every" | "some"): number => {
    let asked = 0;
    const property = leadsTo({ ...kept, of: "container", isMet: () => ++asked > 0 });
    const { worlds } = search(nested, [property], scope, { symmetry: true, comparisons });
    expect(worlds).toBeGreaterThan(200);
    return asked;
  };
  const [some, every] = [askedWhere("some"), askedWhere("every")];
  // Each of 580 nodes is asked about itself; then every fifth about one other, or each about seven others.
  expect(every / some).toBeGreaterThan(5);
  expect(every / some).toBeLessThan(8);
});

describe("what fails only in numbers that no node has is found without symmetry, with the history that leads there:", () => {
  // In a canonical form, the numbers in use come first.
  const isAlone = (isThere: (task: number) => boolean) => isThere(2) && !isThere(1);

  test("a property", () => {
    const property = leadsTo({
      ...kept,
      isMet({ tasks }) {
        if (isAlone((task) => tasks.has(taskNumber(task)))) throw new Error("task 2 is alone");
        return true;
      },
    });
    expect(() => search(nested, [property], SCOPE, { symmetry: true })).toThrow(FailedAfter);
  });

  test.each(["apply", "observe"] as const)("%s of a design", (part) => {
    // Set only when the search has been through all states and found the design symmetric.
    let isFailing = false;
    const design: Model = nested;
    const failing: Model = Object.create(design, {
      [part]: {
        value(world: { readonly tasks: readonly unknown[] }, ...rest: unknown[]) {
          if (isFailing && isAlone((task) => (world.tasks[task] ?? null) !== null))
            throw new Error("task 2 is alone");
          // Passed on with the same arguments.
          return Reflect.apply(design[part], design, [world, ...rest]);
        },
      },
    });
    const property = leadsTo({
      ...kept,
      owed: { from: "steps", on: ["exit"], isSo: () => true },
      isMet() {
        isFailing = true;
        return true;
      },
    });
    expect(() => search(failing, [property], SCOPE, { symmetry: true })).toThrow(FailedAfter);
  });
});
