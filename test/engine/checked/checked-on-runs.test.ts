import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { eventually, leadsTo } from "../../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { Activity } from "../../../src/engine/checked/activity.ts";
import { checkedOnRuns } from "../../../src/engine/checked/checked-on-runs.ts";
import { Mistake } from "../../../src/engine/checked/mistake.ts";
import { FIRST_TASK } from "../../../src/model/numbers.ts";
import type { OnRuns } from "../../../src/model/on-runs.ts";
import type { Step } from "../../../src/model/property.ts";

const scope: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts"], names: [], images: 0 };
const world = nested.observe(nested.initial(scope), scope);
const step: Step = {
  before: world,
  operation: { op: "fork", task: FIRST_TASK },
  outcome: "ok",
  after: world,
  changed: true,
};
const words = { name: "drawn", claim: "It happens.", source: "drawn" };

/** A property whose functions record what they are given, and all return `answer`. */
function answering(answer: unknown, activity = new Activity()) {
  const asked: unknown[][] = [];
  // In plain JavaScript an answer may have any type.
  const asks =
    <Answer>(name: string) =>
    (...given: unknown[]): Answer => {
      asked.push([name, activity.current?.what, ...given]);
      return answer as Answer;
    };
  const parts = {
    ...words,
    isMet: asks<boolean>("isMet"),
    isFair: asks<boolean>("isFair"),
    allows: asks<boolean>("allows"),
    broken: asks<string>("broken"),
  };
  const isSo = asks<boolean>("isSo");
  const ofWorlds: OnRuns = leadsTo({ ...parts, owed: { from: "worlds", isSo } });
  const ofSteps: OnRuns = leadsTo({ ...parts, owed: { from: "steps", on: ["fork"], isSo } });
  return {
    asked,
    ofWorlds: checkedOnRuns(ofWorlds, activity),
    ofSteps: checkedOnRuns(ofSteps, activity),
  };
}

/** Asks each function of a property that returns a boolean. */
const ASKING: readonly [
  string,
  string,
  readonly unknown[],
  (given: ReturnType<typeof answering>) => unknown,
][] = [
  ["isMet", "isMet", [world, 3], ({ ofWorlds }) => ofWorlds.isMet(world, 3)],
  ["isFair", "isFair", [world, FIRST_TASK, 3], ({ ofWorlds }) => ofWorlds.isFair?.(world, FIRST_TASK, 3)],
  ["allows", "allows", [step, 3], ({ ofWorlds }) => ofWorlds.allows?.(step, 3)],
  [
    "isSo",
    "owed.isSo",
    [world, 3],
    ({ ofWorlds: { owed } }) => owed.from === "worlds" && owed.isSo(world, 3),
  ],
  ["isSo", "owed.isSo", [step, 3], ({ ofSteps: { owed } }) => owed.from === "steps" && owed.isSo(step, 3)],
];

describe.each(ASKING)("%s, told as %s of %j", (name, told, given, ask) => {
  test("gives the answer of the property, which is asked meanwhile", () => {
    const activity = new Activity();
    const property = answering(true, activity);
    expect(ask(property)).toBe(true);
    expect(ask(answering(false))).toBe(false);
    expect(property.asked).toEqual([[name, `${told}() of drawn`, ...given]]);
    expect(activity.current).toBeUndefined();
  });

  test.each<[unknown, string]>([
    [undefined, "undefined"],
    [1, "1"],
    [() => true, "function"],
  ])("may not answer with %s", (answer, words) => {
    expect(() => ask(answering(answer))).toThrow(
      new Mistake(`${told}() returns ${words}: it must return true or false`),
    );
  });
});

test("what it says is broken is a text", () => {
  const property = answering("it never happens");
  expect(property.ofWorlds.broken(world, 3)).toBe("it never happens");
  expect(property.asked).toEqual([["broken", "broken() of drawn", world, 3]]);
  for (const [answer, told] of [
    ["", '""'],
    [" ", '" "'],
    [undefined, "undefined"],
    [["so"], '["so"]'],
  ])
    expect(() => answering(answer).ofWorlds.broken(world, 3)).toThrow(
      new Mistake(`broken() returns ${told}: it must return a text that says what never happens`),
    );
});

test("it is the same property otherwise, and has no functions that the property has not", () => {
  const property: OnRuns = eventually({ ...words, isMet: () => true, broken: () => "never" });
  const checked = checkedOnRuns(property, new Activity());
  expect(checked).toMatchObject({ name: "drawn", form: "on runs" });
  expect(checked.owed).toBe(property.owed);
  expect([checked.isFair, checked.allows]).toEqual([undefined, undefined]);
  expect(answering(true).ofSteps.owed).toMatchObject({ from: "steps", on: ["fork"] });
});
