import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { CallNumbers } from "../../../src/engine/expand/call-numbers.ts";
import { MAX_OUTCOMES } from "../../../src/engine/expand/expansion.ts";
import { ERRNO_TEXTS } from "../../../src/model/errno.ts";
import type { Model } from "../../../src/model/model.ts";
import { FIRST_TASK } from "../../../src/model/numbers.ts";
import { outcomesOf } from "../../../src/model/outcome.ts";

const design: Model = nested;
const numbers = new CallNumbers(design);
const fork = { op: "fork", task: FIRST_TASK };

test("operations and outcomes are numbered in the order in which the design declares them", () => {
  const operations = Object.keys(design.calls);
  expect(operations.map((op) => numbers.ofOperation({ op, task: FIRST_TASK }))).toEqual([
    ...operations.keys(),
  ]);
  const outcomes = outcomesOf(design);
  expect(outcomes.map((outcome) => numbers.ofOutcome(outcome, fork))).toEqual([...outcomes.keys()]);
});

test("what the design does not declare is told by name", () => {
  expect(() => numbers.ofOperation({ op: "spoon", task: FIRST_TASK })).toThrow(
    "nested tries spoon, which it does not declare",
  );
  expect(() => numbers.ofOutcome("EXDEV", fork)).toThrow(
    "nested answers fork with EXDEV, which is not an outcome",
  );
});

test("as many outcomes as can be counted are taken, and not one more", () => {
  const more = Object.entries(ERRNO_TEXTS).filter(([errno]) => !(errno in design.domain.errnos));
  const withOutcomes = (count: number): Model => {
    const others = outcomesOf({ domain: design.domain }).length;
    const model = { ...design, errnos: Object.fromEntries(more.slice(0, count - others)) };
    expect(outcomesOf(model)).toHaveLength(count);
    return model;
  };
  expect(() => new CallNumbers(withOutcomes(MAX_OUTCOMES))).not.toThrow();
  expect(() => new CallNumbers(withOutcomes(MAX_OUTCOMES + 1))).toThrow(
    `nested declares ${MAX_OUTCOMES} errnos, but at most ${MAX_OUTCOMES - 1} can be counted`,
  );
});
