import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { CallsBeside, type RuledCall } from "../../../src/engine/suite/other-refusals.ts";
import type { Model } from "../../../src/model/model.ts";
import { taskNumber } from "../../../src/model/numbers.ts";

/** A call of rename, and the rule that applies to it. */
const rename = (rule: string, path: string, name: string, task = 1): RuledCall => ({
  operation: { op: "rename", task: taskNumber(task), path, name },
  rule,
});
const model: Model = nested;
const CALL = rename("busy", "/", "a");

const othersOf = (...beside: readonly RuledCall[]): string[] => [
  ...new CallsBeside(model, [CALL, ...beside]).othersOf(CALL),
];

test("another rule would refuse it that does so with one value changed, and no more with one of another field", () => {
  const taken = rename("taken", "/b", "a");
  expect(othersOf(taken, rename("ok", "/b", "c"))).toEqual(["taken"]);
  expect(othersOf(taken, rename("strange", "/b", "c"))).toEqual(["taken"]);
  expect(othersOf(taken, rename("ok", "/b", "a", 2))).toEqual(["taken"]);
});

test("not where it refuses what is changed alone", () => {
  const taken = rename("taken", "/b", "a");
  expect(othersOf(taken)).toEqual([]);
  // This changes the same field again.
  expect(othersOf(taken, rename("ok", "/d", "a"))).toEqual([]);
  // The other rule, or the call's own, still applies.
  expect(othersOf(taken, rename("taken", "/b", "c"), rename("busy", "/b", "d"))).toEqual([]);
  // Two fields change at once.
  expect(othersOf(taken, rename("ok", "/d", "c"))).toEqual([]);
  expect(othersOf(rename("taken", "/b", "c"), rename("ok", "/b", "d"))).toEqual([]);
});

test("what succeeds, what the same rule refuses, and calls of another name tell nothing", () => {
  const further = rename("strange", "/b", "c");
  expect(othersOf(rename("ok", "/b", "a"), further)).toEqual([]);
  expect(othersOf(rename("busy", "/b", "a"), further)).toEqual([]);
  const kill: RuledCall = { operation: { op: "kill", task: taskNumber(1), path: "/b" }, rule: "taken" };
  expect(othersOf(kill, further)).toEqual([]);
});

test("of a call of a name that was not tried nothing is known", () => {
  const exit: RuledCall = { operation: { op: "exit", task: taskNumber(1) }, rule: "busy" };
  expect([...new CallsBeside(model, [CALL]).othersOf(exit)]).toEqual([]);
});
