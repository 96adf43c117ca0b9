import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { pinned } from "../../../models/pinned.ts";
import { walkingKill } from "../../../models/walking-kill.ts";
import { exitEnds } from "../../../properties/exit-ends.ts";
import { killedGoes } from "../../../properties/killed-goes.ts";
import type { ContainerModel } from "../../../src/domains/containers/container-model.ts";
import type { ContainerObservation } from "../../../src/domains/containers/observation.ts";
import { alwaysEventually, eventually, leadsTo } from "../../../src/domains/containers/property.ts";
import { FailedAfter } from "../../../src/engine/failed-after.ts";
import { judgeLasso } from "../../../src/engine/liveness/judge-lasso.ts";
import { search } from "../../../src/engine/search.ts";
import { begin, observationOf, performAll } from "../../../src/history/history.ts";
import { runUnderWay, tellRun } from "../../../src/history/under-way.ts";
import type { FairCalls } from "../../../src/model/fairness.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { divided } from "../../../src/model/property.ts";
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

test("a property that tells tasks by their numbers is refused up to symmetry, and decided without", () => {
  const byNumber = leadsTo({
    ...about,
    name: "second-comes",
    of: "task",
    owed: { from: "worlds", isSo: (_, thing) => thing === 2 },
    isMet: () => false,
    broken: (_, thing) => `task ${thing} is not the second`,
  });
  const [verdict] = search(nested, [byNumber], SMALL, { symmetry: true }).verdicts;
  expect(verdict).toMatchObject({ verdict: "not-decided", why: expect.stringContaining("--no-symmetry") });
  expect(search(nested, [byNumber], SMALL).verdicts[0]).toMatchObject({ verdict: "broken" });
});

test("one that tells them apart in few states, and finds a run in numbers that it does not have, is refused too", () => {
  const depthOf = (world: ContainerObservation, task: number) => world.tasks.get(taskNumber(task))?.in.length;
  const rare = leadsTo({
    ...about,
    name: "rare",
    of: "task",
    owed: {
      from: "worlds",
      isSo: (world, thing) =>
        thing === 1 && world.containers.size === 2 && depthOf(world, 1) === 1 && depthOf(world, 2) === 2,
    },
    isMet: () => false,
    broken: (_, thing) => `task ${thing} is the second`,
  });
  const scope = { ...SMALL, containers: 3 };
  const [verdict] = search(nested, [rare], scope, { symmetry: true }).verdicts;
  expect(verdict).toMatchObject({ verdict: "not-decided", why: expect.stringContaining("--no-symmetry") });
  expect(search(nested, [rare], scope).verdicts[0]).toMatchObject({ verdict: "broken" });
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
    tellRun(() => [fork(1)]);
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
      "the world at its end is not that at which the loop begins",
    ],
    ["one that owes nothing breaks nothing", [fork(1)], 1, "all that is owed happens"],
    [
      "one that stays where a task could be killed is not fair",
      begun,
      3,
      "it is not fair to task 2, which could make the call killtask all along",
    ],
  ])("%s", (_, operations, loop, not) => {
    expect(judged(operations, loop)).toEqual({ not });
  });

  test("one in which somebody was overlooked breaks the promise", () => {
    expect(judged([...begun, fork(1), killTask(2, 1)], 5)).toEqual({
      broken: "container 2 (/unnamed1) was killed, and never goes",
    });
  });

  test("a task that could end again and again is not held up for ever", () => {
    const round = [fork(1), exit(2)];
    expect(judgeLasso(nested, scope, exitEnds, {}, round, 0)).toEqual({
      not: "it is not fair to task 1, which could make the call exit again and again",
    });
  });
});
