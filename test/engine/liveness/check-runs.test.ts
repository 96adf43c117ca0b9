import { describe, expect, test } from "vitest";
import { NestedRules, nested, nestedCalls, type World } from "../../../models/nested.ts";
import { pinned } from "../../../models/pinned.ts";
import { repeatingKill } from "../../../models/repeating-kill.ts";
import { unshareStaying } from "../../../models/unshare-staying.ts";
import { walkingKill } from "../../../models/walking-kill.ts";
import { exitEnds } from "../../../properties/exit-ends.ts";
import { killedGoes } from "../../../properties/killed-goes.ts";
import { leftAloneGoes } from "../../../properties/left-alone-goes.ts";
import type { ContainerModel } from "../../../src/domains/containers/container-model.ts";
import { defineModel } from "../../../src/domains/containers/define-model.ts";
import type { ContainerObservation } from "../../../src/domains/containers/observation.ts";
import type { ContainerOperation, ContainerOperationOf } from "../../../src/domains/containers/operation.ts";
import { alwaysEventually, eventually, leadsTo } from "../../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { FailedAfter } from "../../../src/engine/failed-after.ts";
import { findingOnRuns } from "../../../src/engine/liveness/finding-on-runs.ts";
import { judgeLasso } from "../../../src/engine/liveness/judge-lasso.ts";
import { search } from "../../../src/engine/search.ts";
import { begin, observationOf, performAll } from "../../../src/history/history.ts";
import { runUnderWay, setRunUnderWay } from "../../../src/history/under-way.ts";
import type { FairCalls } from "../../../src/model/fairness.ts";
import { containerNumber, taskNumber } from "../../../src/model/numbers.ts";
import type { OnRuns, Owed } from "../../../src/model/on-runs.ts";
import { divided } from "../../../src/model/property.ts";
import { at } from "../../../src/world/table.ts";
import { CONTAINER_MODELS, CONTAINER_PROPERTIES } from "../../container-models.ts";
import { killTask } from "../../models/run.ts";
import { exit, fork, kill, unshare } from "../../properties/calls.ts";
import { scopeOf } from "../../properties/check.ts";

const SMALL = scopeOf({ tasks: 2, containers: 2, names: [] });
const { onRuns } = divided(CONTAINER_PROPERTIES);
const about = { claim: "something", source: "a test" };

test.each(CONTAINER_MODELS)("$name: with symmetry and without, the verdicts are the same", (model) => {
  const [reduced, whole] = [true, false].map((symmetry) =>
    search(model, onRuns, SMALL, { symmetry }).verdicts.map(({ property, verdict, loop, history }) => ({
      property,
      verdict,
      loop,
      events: history?.length,
    })),
  );
  expect(reduced).toEqual(whole);
});

test("two kinds of namespace, of which who shares is told apart only where it is looked at, change nothing", () => {
  const scope = { ...SMALL, kinds: ["uts", "net"] as const };
  const found = search(pinned, onRuns, scope, { symmetry: true });
  expect(found.opaque.length).toBeGreaterThan(0);
  expect(found.verdicts.map(({ verdict }) => verdict)).toEqual(["broken", "broken", "holds"]);
});

test("what was not seen to its end is not decided", () => {
  const { verdicts } = search(pinned, onRuns, SMALL, { depth: 2 });
  for (const { verdict, why, unasked } of verdicts)
    expect([verdict, why, unasked]).toEqual([
      "not-decided",
      "only histories of up to 2 events were tried",
      true,
    ]);
});

describe("a property that tells tasks by their numbers is decided without symmetry", () => {
  const deep = scopeOf({ names: [] });

  test.each<[string, Owed<ContainerObservation, ContainerOperation>]>([
    ["in every world", { from: "worlds", isSo: (_, thing) => thing === 2 }],
    [
      "on few steps",
      {
        from: "steps",
        on: ["exit"],
        // Task 3 is the deepest, task 2 above it and task 1 in the root: one of six orders.
        isSo: ({ before }) =>
          [1, 2, 3].every((task) => before.tasks.get(taskNumber(task))?.in.length === task),
      },
    ],
  ])("%s", (_, owed) => {
    const property = leadsTo({
      ...about,
      name: "by-number",
      of: "task",
      owed,
      isMet: () => false,
      broken: (_world, thing) => `it is owed to task ${thing}`,
    });
    const found = search(nested, [property], deep, { symmetry: true });
    expect(found.verdicts).toMatchObject([{ verdict: "broken" }]);
    expect(found.asymmetries).toMatchObject([{ property: "by-number", difference: { is: "answer" } }]);
    expect(found.verdicts).toEqual(search(nested, [property], deep).verdicts);
  });
});

test("whether a step changes the world is told in each state where it depends on who shares", () => {
  const calls = { ...nestedCalls, mix: ["path"] } as const;
  class MixRules extends NestedRules {
    override perform(world: World, operation: ContainerOperationOf<typeof calls>, scope: ContainerScope) {
      if (operation.op !== "mix") return super.perform(world, operation, scope);
      const container = this.resolve(world, operation.task, operation.path);
      if (container === undefined) return "ENOENT";
      if (container === this.ownContainer(world, operation.task)) return "EBUSY";
      const { nsproxy } = at(world.containers, container);
      if (nsproxy === null) return "EBUSY";
      this.ownNsproxy(world, operation.task).namespaces = { ...at(world.nsproxies, nsproxy).namespaces };
      return "ok";
    }
  }
  const mix = defineModel<World, typeof calls>(new MixRules(), {
    name: "mix",
    summary: "mixes",
    source: "a test",
    calls,
    shows: nested.shows,
  });
  const inVain = leadsTo({
    ...about,
    name: "in-vain",
    owed: { from: "steps", on: ["mix"], isSo: ({ outcome, changed }) => outcome === "ok" && !changed },
    isMet: ({ tasks }) => tasks.size === 0,
    broken: () => "it was in vain",
  });
  const scope = scopeOf({ tasks: 2, containers: 3, kinds: ["uts", "net"], names: [] });
  const [folded, plain] = [true, false].map(
    (symmetry) => search(mix, [inVain], scope, { symmetry }).verdicts[0],
  );
  expect(folded).toMatchObject({ verdict: "broken", loop: 4 });
  expect(folded?.history).toEqual(plain?.history);
});

test("a loop that is unfair as to one thing may be fair as to another that is owed too", () => {
  const leaves = leadsTo({
    ...about,
    name: "leaves",
    of: "container",
    owed: { from: "steps", on: ["exit", "setns"], isSo: ({ outcome }) => outcome === "ok" },
    isMet: ({ tasks, containers }) =>
      [...tasks.values()].every(({ container }) => containers.get(container)?.parent !== null),
    fair: { fork: "strong", unshare: "weak" },
    isFair: ({ tasks }, task, thing) => tasks.get(task)?.in.includes(containerNumber(thing)) === true,
    broken: (_, thing) => `container ${thing} never goes`,
  });
  const scope = scopeOf({ tasks: 2, containers: 2, names: [] });
  for (const symmetry of [true, false])
    expect(search(unshareStaying, [leaves], scope, { symmetry }).verdicts[0]?.verdict).toBe("broken");
});

test("of a history whose loop has not closed, or is unfair, nothing is found", () => {
  const scope = scopeOf({ names: [] });
  const found = (operations: Parameters<typeof judgeLasso>[4], loop: number) =>
    findingOnRuns(killedGoes, walkingKill, scope, operations, loop);
  const begun = [fork(1), unshare(1), kill(2, "/unnamed1")];
  expect(found([...begun, fork(1)], 3)).toEqual({
    found: "does not apply",
    why: "the world at the end of the loop is not the one in which it begins",
  });
  expect(found(begun, 3)).toMatchObject({
    found: "does not apply",
    why: expect.stringContaining("unfair to task 2"),
  });
  expect(found([fork(1)], 1)).toEqual({ found: "no case" });
  expect(found([...begun, killTask(2, 1)], 4)).toEqual({ found: "holds" });
});

describe("where a property fails on runs", () => {
  const isWrong = ({ tasks, containers }: ContainerObservation) => tasks.size === 2 && containers.size === 2;
  const failing = eventually({
    ...about,
    name: "failing",
    isMet: (world) => {
      if (isWrong(world)) throw new RangeError("not this world");
      return false;
    },
    broken: () => "never",
  });

  test.each([
    ["up to symmetry", { kinds: ["uts"] }, true],
    ["without", { kinds: ["uts"] }, false],
    ["with opaque kinds", { kinds: ["uts", "net"] }, true],
  ] as const)("a history is told that leads there: %s", (_, kinds, symmetry) => {
    const scope = { ...SMALL, ...kinds };
    const failure = failureOf(() => search(nested, [failing], scope, { symmetry }));
    expect(failure).toMatchObject({ message: "not this world", depth: 2 });
    expect(isWrong(observationOf(performAll(begin(nested, scope), failure.history ?? [])))).toBe(true);
  });

  test("no run of something else is told as the one that led there", () => {
    setRunUnderWay(() => [fork(1)]);
    expect(() => search(nested, [failing], SMALL, { symmetry: true })).toThrow("not this world");
    expect(runUnderWay()?.[0]?.op).not.toBe("fork");
  });
});

function failureOf(act: () => unknown): FailedAfter {
  try {
    act();
  } catch (error) {
    if (error instanceof FailedAfter) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

test("who may stay for ever where he is does so, unless a call is fair", () => {
  const alone = eventually({
    ...about,
    name: "empty",
    isMet: ({ tasks }) => tasks.size === 0,
    broken: () => "somebody is always there",
  });
  expect(search(nested, [alone], SMALL).verdicts[0]).toMatchObject({
    verdict: "broken",
    history: [],
    loop: 0,
  });
  const fair = { exit: "weak", fork: "weak" } as const;
  expect(search(nested, [alone], SMALL, { fair: { exit: "weak" } }).verdicts[0]?.verdict).toBe("broken");
  expect(search(nested, [alone], { ...SMALL, tasks: 1 }, { fair }).verdicts[0]).toMatchObject({
    verdict: "holds",
    why: "where exit is weakly fair and fork is weakly fair",
  });
});

test("a weaker fairness that is asked for takes nothing away from what the design sees to", () => {
  const ends = alwaysEventually({
    ...about,
    name: "ends",
    of: "task",
    isMet: ({ tasks }, thing) => !tasks.has(taskNumber(thing)),
    broken: (_, thing) => `task ${thing} never ends`,
  });
  const verdictOf = (model: ContainerModel, fair: FairCalls) =>
    search(model, [ends], SMALL, { fair }).verdicts[0]?.verdict;
  expect(verdictOf(walkingKill, { exit: "weak" })).toBe("broken");
  const strong = { ...walkingKill, fair: { ...walkingKill.fair, exit: "strong" } } as const;
  for (const fair of [{}, { exit: "weak" }] as const) expect(verdictOf(strong, fair)).toBe("holds");
});

describe("by definition", () => {
  const scope = scopeOf({ names: [] });
  const judged = (operations: Parameters<typeof judgeLasso>[4], loop: number) =>
    judgeLasso(walkingKill, scope, killedGoes, { killtask: "weak" }, operations, loop);
  const begun = [fork(1), unshare(1), kill(2, "/unnamed1")];

  test.each([
    [
      "a run that does not close is none",
      [...begun, fork(1)],
      3,
      { is: "no fair run", why: "the world at the end of the loop is not the one in which it begins" },
    ],
    ["one that owes nothing has no case", [fork(1)], 1, { is: "no case" }],
    ["one that gives what it owes keeps the promise", [...begun, killTask(2, 1)], 4, { is: "kept" }],
    [
      "one that stays where a task could be killed is not fair",
      begun,
      3,
      { is: "no fair run", why: "it is unfair to task 2, for which the call killtask is always enabled" },
    ],
  ])("%s", (_, operations, loop, judgement) => {
    expect(judged(operations, loop)).toEqual(judgement);
  });

  test("one in which somebody was overlooked breaks the promise", () => {
    expect(judged([...begun, fork(1), killTask(2, 1)], 5)).toEqual({
      is: "broken",
      why: "container 2 (/unnamed1) was killed, but never goes",
    });
  });

  test("one of which nothing is promised, as what it does is not allowed, has no case", () => {
    const round = [fork(1), killTask(2, 1), fork(3), killTask(2, 3)];
    const fair = { killtask: "weak" } as const;
    const of = (property: OnRuns) =>
      judgeLasso(repeatingKill, scope, property, fair, [...begun, ...round], begun.length);
    expect(of(leftAloneGoes)).toEqual({ is: "no case" });
    expect(of(killedGoes)).toMatchObject({ is: "broken" });
    expect(findingOnRuns(leftAloneGoes, repeatingKill, scope, [...begun, ...round], begun.length)).toEqual({
      found: "no case",
    });
  });

  test("a task that could end again and again is not held up for ever", () => {
    const round = [fork(1), exit(2)];
    expect(judgeLasso(nested, scope, exitEnds, {}, round, 0)).toEqual({
      is: "no fair run",
      why: "it is unfair to task 1, for which the call exit is enabled again and again",
    });
  });
});
