import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { Activity, type PendingQuestion } from "../../../src/engine/checked/activity.ts";
import { checkedModel, MAX_CALLS } from "../../../src/engine/checked/checked-model.ts";
import { Mistake } from "../../../src/engine/checked/mistake.ts";
import type { Model } from "../../../src/model/model.ts";
import { FIRST_TASK } from "../../../src/model/numbers.ts";
import { outcomesOf } from "../../../src/model/outcome.ts";

const scope: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 0 };
const fork = { op: "fork", task: FIRST_TASK };
const built: Model = nested;

/** The design with some of its functions replaced. */
const like = (part: object): Model => ({ ...built, ...part });

describe("a design that answers as it has to", () => {
  const checked = checkedModel(built);

  test("gives its own answers, and is that design otherwise", () => {
    const world = checked.initial(scope);
    expect(world).toEqual(built.initial(scope));
    expect(checked.shape(scope)).toEqual(built.shape(scope));
    expect(checked.callers(world)).toEqual([...built.callers(world)]);
    expect(checked.operations(world, FIRST_TASK, scope)).toEqual([
      ...built.operations(world, FIRST_TASK, scope),
    ]);
    expect(checked.apply(world, fork, scope)).toBe("ok");
    expect(world).not.toEqual(built.initial(scope));
    expect(JSON.stringify(checked.observe(world, scope))).toBe(JSON.stringify(built.observe(world, scope)));
    expect(Object.getPrototypeOf(checked)).toBe(built);
    expect(checked.name).toBe("nested");
  });

  test("is handed what it cannot change, unless that is read otherwise", () => {
    const handed: boolean[] = [];
    const spying = like({
      apply: (_world: object, operation: object, read: object) => {
        handed.push(Object.isFrozen(operation), Object.isFrozen(read));
        return "ok";
      },
    });
    checkedModel(spying).apply({}, { ...fork }, { ...scope });
    checkedModel(spying, new Activity(), (data) => data).apply({}, { ...fork }, { ...scope });
    expect(handed).toEqual([true, true, false, false]);
  });
});

describe("an outcome that is none is a mistake", () => {
  test.each<[unknown, string]>([
    [undefined, "undefined"],
    ["EOK", '"EOK"'],
    [() => "ok", "() => "],
    [0, "0"],
  ])("%s", (outcome, told) => {
    const apply = () => checkedModel(like({ apply: () => outcome })).apply({}, fork, scope);
    expect(apply).toThrow(Mistake);
    expect(apply).toThrow(`apply() returns ${told}`);
    expect(apply).toThrow(
      ` for {"op":"fork","task":1}: it must return one of ${outcomesOf(built).join(", ")}`,
    );
  });
});

test("a call that it does not declare is not handed to it", () => {
  const apply = () =>
    checkedModel(built).apply(built.initial(scope), { op: "toString", task: FIRST_TASK }, scope);
  expect(apply).toThrow(Mistake);
  expect(apply).toThrow(/^there is no call toString: calls has fork, .*, kill/);
});

describe("calls without an end are a mistake", () => {
  function* callsOf(most: number, call: object) {
    for (let made = 0; made < most; made++) yield call;
  }

  test.each([
    ["callers", "tasks"],
    ["operations", "calls"],
  ] as const)("%s", (part, noun) => {
    const ask = (most: number) =>
      checkedModel(like({ [part]: () => callsOf(most, fork) }))[part]({}, FIRST_TASK, scope);
    expect(ask(MAX_CALLS)).toHaveLength(MAX_CALLS);
    expect(() => ask(Number.POSITIVE_INFINITY)).toThrow(
      new Mistake(`${part}() yields more than 100000 ${noun} in one world: it must end`),
    );
  });
});

test("while a part of it is asked, that is what goes on", () => {
  const activity = new Activity();
  const seen: (PendingQuestion | undefined)[] = [];
  const noting = Object.fromEntries(
    (["initial", "shape", "callers", "operations", "apply", "observe"] as const).map((part) => [
      part,
      (...given: never[]) => {
        seen.push(activity.current);
        // Passed on with the same arguments.
        return (built[part] as (...given: never[]) => unknown)(...given);
      },
    ]),
  );
  const checked = checkedModel(like(noting), activity);
  const world = checked.initial(scope);
  checked.shape(scope);
  checked.callers(world);
  checked.operations(world, FIRST_TASK, scope);
  checked.apply(world, fork, scope);
  checked.observe(world, scope);
  expect(seen).toEqual([
    { what: "initial() of nested" },
    { what: "shape() of nested" },
    { what: "callers() of nested" },
    { what: "operations() of nested for task 1" },
    { what: "apply() of nested", operation: fork },
    { what: "observe() of nested" },
  ]);
  expect(activity.current).toBeUndefined();
});
