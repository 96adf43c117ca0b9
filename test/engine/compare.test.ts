import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { freezingKill } from "../../models/freezing-kill.ts";
import { handle } from "../../models/handle.ts";
import { nested } from "../../models/nested.ts";
import { repeatingKill } from "../../models/repeating-kill.ts";
import { subset } from "../../models/subset.ts";
import { taskStruct } from "../../models/task-struct.ts";
import { unshareKeeping } from "../../models/unshare-keeping.ts";
import { walkingKill } from "../../models/walking-kill.ts";
import { comparedPart } from "../../src/domains/containers/compared-part.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { sharedCallsOf, translations } from "../../src/engine/compare/shared-calls.ts";
import { compare } from "../../src/engine/compare.ts";
import { operationsIn } from "../../src/model/operations-in.ts";
import { CONTAINER_MODELS } from "../container-models.ts";
import * as mutants from "../properties/mutants.ts";

const SCOPE: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 0 };
const TWO_KINDS: ContainerScope = { ...SCOPE, kinds: ["uts", "net"] };
const SMALL: ContainerScope = { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 1 };

const bare = { ...nested, numbersMatter: true } as const;

describe("what semantics.md says of the designs", () => {
  test.each([SCOPE, TWO_KINDS, SMALL])("nested and task-struct do not differ", (scope) => {
    expect(compare(nested, taskStruct, scope).verdict).toBe("equal");
  });

  test("subset differs only with two kinds, in 3 events", () => {
    expect(compare(nested, subset, SCOPE).verdict).toBe("equal");
    const { difference } = compare(nested, subset, TWO_KINDS);
    expect(difference?.of).toBe("observation");
    expect(difference?.history.map(({ second }) => second.operation.op)).toEqual([
      "fork",
      "unshare",
      "setns",
    ]);
    expect(difference?.history.at(-1)?.second.operation["kinds"]).toEqual(["net"]);
  });

  const walking: readonly ContainerModel[] = [walkingKill, repeatingKill, freezingKill];
  const known: readonly ContainerModel[] = [nested, subset, taskStruct, unshareKeeping, handle, ...walking];
  const others = CONTAINER_MODELS.filter((model) => !known.includes(model));
  test.each(others)("$name differs in 1 or 2", (model) => {
    const { difference } = compare(nested, model, SCOPE);
    expect(difference?.of).toBe("observation");
    expect([1, 2]).toContain(difference?.history.length);
  });

  test.each(walking)("$name differs at the first kill of somebody, in 3", (model) => {
    const { difference } = compare(nested, model, SCOPE);
    expect(difference?.history.map(({ second }) => second.operation.op)).toEqual(["fork", "unshare", "kill"]);
  });

  test("unshare-keeping differs in refine alone, which nested does not have", () => {
    const { verdict, calls } = compare(nested, unshareKeeping, TWO_KINDS);
    expect(verdict).toBe("equal");
    expect(calls).toMatchObject({ onlyFirst: [], onlySecond: ["refine"] });
  });

  test("handle differs in take and enter alone", () => {
    const { verdict, calls } = compare(nested, handle, { ...SCOPE, handles: 1 });
    expect(verdict).toBe("equal");
    expect(calls).toMatchObject({ onlyFirst: [], onlySecond: ["take", "enter"] });
  });
});

test.each(CONTAINER_MODELS)("$name is equal to itself", (model) => {
  expect(compare(model, model, SMALL).verdict).toBe("equal");
  expect(compare(model, model, SMALL, { refines: true }).verdict).toBe("equal");
});

/** A plain product search over whole worlds as JSON: in what two designs differ first, and after how many events. */
function plainly(first: ContainerModel, second: ContainerModel, scope: ContainerScope) {
  const { both } = sharedCallsOf(first, second);
  const look = (model: ContainerModel, world: object) => comparedPart(model.observe(world, scope), scope);
  let level = [{ one: first.initial(scope), other: second.initial(scope) }];
  const seen = new Set<string>();
  let ofOutcome: number | undefined;
  for (let events = 0; level.length > 0; events++) {
    const next: typeof level = [];
    for (const { one, other } of level) {
      const key = JSON.stringify([one, other]);
      if (seen.has(key)) continue;
      seen.add(key);
      if (look(first, one) !== look(second, other)) return { of: "observation", events };
      const calls = new Map<
        string,
        [ReturnType<typeof operationsIn>[number], ReturnType<typeof operationsIn>[number]]
      >();
      for (const call of operationsIn(first, one, scope))
        for (const its of translations(call, second, scope))
          calls.set(JSON.stringify([call, its]), [call, its]);
      for (const its of operationsIn(second, other, scope))
        for (const call of translations(its, first, scope))
          calls.set(JSON.stringify([call, its]), [call, its]);
      for (const [call, its] of calls.values()) {
        if (!both.includes(call.op)) continue;
        const [after, itsAfter] = [structuredClone(one), structuredClone(other)];
        const outcomes = [first.apply(after, call, scope), second.apply(itsAfter, its, scope)];
        if (outcomes[0] !== outcomes[1]) ofOutcome ??= events + 1;
        next.push({ one: after, other: itsAfter });
      }
    }
    level = next;
  }
  return ofOutcome === undefined ? undefined : { of: "outcome", events: ofOutcome };
}

const tinyScope = fc.record({
  tasks: fc.integer({ min: 1, max: 2 }),
  containers: fc.integer({ min: 1, max: 3 }),
  kinds: fc.constantFrom(["uts"] as const, ["uts", "net"] as const),
  // Always one name: some mutants give it to containers, and a shape has only the names of its scope.
  names: fc.constant(["a"]),
  images: fc.integer({ min: 0, max: 1 }),
});

/** The mutants that can be compared: some leave worlds that no search can go on from. */
const MUTANTS = Object.values(mutants).filter((mutant: ContainerModel) => {
  try {
    return compare(mutant, mutant, { ...TWO_KINDS, tasks: 2, images: 1 }).verdict === "equal";
  } catch {
    return false;
  }
});

describe("it agrees with a plain search of the product", () => {
  const anyDesign = fc.constantFrom<ContainerModel>(...CONTAINER_MODELS, ...MUTANTS);
  test("most mutants can be compared", () => {
    expect(MUTANTS.length).toBeGreaterThan(Object.keys(mutants).length / 2);
  });

  test("on any two designs and mutants in small scopes", () => {
    fc.assert(
      fc.property(anyDesign, anyDesign, tinyScope, (first, second, scope) => {
        const { difference } = compare(first, second, scope);
        const found = difference && { of: difference.of, events: difference.history.length };
        expect(found).toEqual(plainly(first, second, scope));
      }),
      { numRuns: 40 },
    );
  });

  test("with and without symmetry the same history is found", () => {
    fc.assert(
      fc.property(anyDesign, anyDesign, tinyScope, (first, second, scope) => {
        const found = compare(first, second, scope);
        const whole = compare(first, second, scope, { symmetry: false });
        expect(found.difference).toEqual(whole.difference);
        expect(found.pairs).toBeLessThanOrEqual(whole.pairs);
      }),
      { numRuns: 40 },
    );
  });

  test("where numbers matter no two pairs are taken for one another", () => {
    expect(compare(nested, bare, SMALL).symmetry).toBe(false);
    expect(compare(nested, nested, SMALL).pairs).toBeLessThan(compare(nested, bare, SMALL).pairs);
  });
});

describe("refinement", () => {
  test("subset may do all that nested does, but not the other way round", () => {
    expect(compare(nested, subset, TWO_KINDS, { refines: true }).verdict).toBe("equal");
    expect(compare(subset, nested, TWO_KINDS, { refines: true }).difference?.history).toHaveLength(3);
  });

  test("what the first refuses does not count", () => {
    const timid: ContainerModel = {
      ...nested,
      apply: (world, operation, scope) =>
        // The world is nested's: this design differs from nested in one call only.
        operation.op === "kill" ? "EBUSY" : (nested as ContainerModel).apply(world, operation, scope),
    };
    expect(compare(timid, nested, SMALL, { refines: true }).verdict).toBe("equal");
    expect(compare(nested, timid, SMALL, { refines: true }).difference?.of).toBe("observation");
  });
});

test("a difference of observation comes before a shorter one of outcome", () => {
  const odd: ContainerModel = {
    ...nested,
    apply: (world, operation, scope) => {
      const outcome = (nested as ContainerModel).apply(world, operation, scope); // as above
      if (operation.op === "kill" && outcome === "EBUSY") return "EINVAL";
      return outcome;
    },
  };
  const found = compare(nested, odd, SMALL);
  expect(found.difference).toMatchObject({ of: "outcome", history: [{ second: { outcome: "EINVAL" } }] });
  const worse: ContainerModel = {
    ...odd,
    apply: (world, operation, scope) =>
      operation.op === "exit" ? "EBUSY" : odd.apply(world, operation, scope),
  };
  const both = compare(nested, worse, SMALL);
  expect(both.difference?.of).toBe("observation");
});

test("a bound that is met leaves it not decided", () => {
  expect(compare(nested, taskStruct, SCOPE, { depth: 2 })).toMatchObject({
    verdict: "not-decided",
    bound: "only histories of up to 2 events were tried",
  });
  expect(compare(nested, taskStruct, SCOPE, { pairs: 3 }).verdict).toBe("not-decided");
  expect(compare(nested, taskStruct, SCOPE, { stop: () => "enough" }).bound).toBe("enough");
});
