import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { always } from "../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { Activity, type PendingQuestion } from "../../src/engine/checked/activity.ts";
import { advance, pointOf } from "../../src/engine/point.ts";
import { questionsAtPoints } from "../../src/engine/questions-at-points.ts";
import { FIRST_TASK } from "../../src/model/numbers.ts";
import type { Operation } from "../../src/model/operation.ts";
import type { Finding } from "../../src/model/property.ts";
import { fork } from "../properties/calls.ts";

const scope: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 1 };
const start = pointOf(nested, scope, nested.initial(scope));
const OTHER_CALL: Operation = { op: "fork", task: FIRST_TASK };

/** The questions that a property with this finding is asked at a point, the flaws of its answers, and what goes on meanwhile. */
function asked(finding: Finding, point = start) {
  const activity = new Activity();
  const during: (PendingQuestion | undefined)[] = [];
  const property = always({
    name: "asked",
    claim: "A test.",
    source: "a test",
    check() {
      during.push(activity.current);
      return finding;
    },
  });
  const questions = questionsAtPoints(property, nested, activity)(point, undefined);
  const flaws = questions.map((question) => question.flawOf(question.ask(scope)));
  return { questions, flaws, during };
}

const breachBy = (call: object): Finding => ({ broken: "as it was told", call: { ...OTHER_CALL, ...call } });

test("it is asked one question: what it finds, and while it is asked that is what goes on", () => {
  const { questions, flaws, during } = asked("holds");
  expect(questions.map(({ of }) => of)).toEqual(["check()"]);
  expect(questions[0]?.ask(scope)).toBe("holds");
  expect(flaws).toEqual([undefined]);
  expect(during[0]).toEqual({ what: "check() of asked", operation: undefined });
});

test("on a step the call that led there is told", () => {
  const { during } = asked("no case", advance(nested, scope, start, fork(1)).point);
  expect(during).toEqual([{ what: "check() of asked", operation: fork(1) }]);
});

test.each<[Finding]>([["holds"], ["no case"], [{ broken: "a sentence" }], [breachBy({})]])(
  "%j is an answer",
  (finding) => {
    expect(asked(finding).flaws).toEqual([undefined]);
  },
);

test("what is no finding is none", () => {
  // In plain JavaScript a check may return anything.
  expect(asked("maybe" as Finding).flaws[0]).toMatch("maybe");
});

test("the call of a breach is one that the design has, with each field that it cannot do without", () => {
  expect(asked(breachBy({ op: "mount" })).flaws).toEqual([
    'check() returns call: {"op":"mount","task":1}, but nested has no call mount',
  ]);
  expect(asked(breachBy({ op: "rename", name: "a" })).flaws).toEqual([
    'check() returns call: {"op":"rename","task":1,"name":"a"}, which lacks the field path',
  ]);
  expect(asked(breachBy({ op: "rename", path: "/", name: "a" })).flaws).toEqual([undefined]);
});
