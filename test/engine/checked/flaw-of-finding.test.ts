import { expect, test } from "vitest";
import { always, sometimes } from "../../../src/domains/containers/property.ts";
import { flawOfFinding } from "../../../src/engine/checked/flaw-of-finding.ts";

const words = { name: "drawn", claim: "It is so.", source: "drawn" };
const promise = always({ ...words, check: () => "holds" });
const goal = sometimes({ ...words, check: () => "holds" });

const WANTED = 'it must return "holds", "no case" or { broken: "why" }';
const WANTED_OF_GOAL = 'it must return "holds" or "no case"';
const WANTED_CALL = "that must be an operation, { op, task } with the fields of the call";

test.each<[unknown]>([
  ["no case"],
  ["holds"],
  [{ broken: "task 1 left" }],
  [{ broken: "task 1 left", call: undefined }],
  [{ broken: "task 1 left", call: { op: "setns", task: 1 } }],
  [{ broken: "task 1 left", call: { op: "setns", task: 1, target: 2 } }],
])("%j is a finding", (found) => {
  expect(flawOfFinding(promise, found)).toBeUndefined();
});

test.each<[unknown, string]>([
  [undefined, `check() returns undefined: ${WANTED}. Is there a path through it without a return?`],
  [true, `check() returns true: ${WANTED}; for true, return "holds"`],
  [false, `check() returns false: ${WANTED}; for false, return "no case" or { broken: "why" }`],
  [null, `check() returns null: ${WANTED}`],
  ["broken", `check() returns "broken": ${WANTED}`],
  [["holds"], `check() returns ["holds"]: ${WANTED}`],
  [() => "holds", `check() returns a function: ${WANTED}`],
  [Symbol("holds"), `check() returns Symbol(holds): ${WANTED}`],
  [{}, `check() returns {}: ${WANTED}`],
  [{ call: 1 }, `check() returns {"call":1}: ${WANTED}`],
  [Promise.resolve("holds"), `check() returns a promise, but must not be async: ${WANTED}`],
  [{ broken: "" }, 'check() returns broken: "": that must be a text that says what is broken'],
  [{ broken: " \n" }, 'check() returns broken: " \\n": that must be a text that says what is broken'],
  [{ broken: true }, "check() returns broken: true: that must be a text that says what is broken"],
  [
    { broken: "so", why: "so" },
    "check() returns a breach with why: a breach may have only broken and, optionally, call",
  ],
  [{ broken: "so", call: null }, `check() returns call: null: ${WANTED_CALL}`],
  [{ broken: "so", call: {} }, `check() returns call: {}: ${WANTED_CALL}`],
  [{ broken: "so", call: { op: 1, task: 1 } }, `check() returns call: {"op":1,"task":1}: ${WANTED_CALL}`],
  [
    { broken: "so", call: { op: "fork", task: 0 } },
    `check() returns call: {"op":"fork","task":0}: ${WANTED_CALL}`,
  ],
  [
    { broken: "so", call: { op: "fork", task: 1.5 } },
    `check() returns call: {"op":"fork","task":1.5}: ${WANTED_CALL}`,
  ],
  [
    { broken: "so", call: { op: "fork", task: "1" } },
    `check() returns call: {"op":"fork","task":"1"}: ${WANTED_CALL}`,
  ],
  [
    { broken: "so", call: { operation: { op: "fork", task: 1 }, outcome: "ok" } },
    "check() returns the result of attempt() as call: it must be the operation of that result, `call: attempted.operation`",
  ],
])("%j is none", (found, flaw) => {
  expect(flawOfFinding(promise, found)).toBe(flaw);
});

test("what is only looked for is found or not, and never broken", () => {
  expect(flawOfFinding(goal, "holds")).toBeUndefined();
  expect(flawOfFinding(goal, { broken: "so" })).toBe(
    `check() returns {"broken":"so"}, but a property made by sometimes() is never broken: ${WANTED_OF_GOAL}`,
  );
  expect(flawOfFinding(goal, false)).toBe(
    `check() returns false: ${WANTED_OF_GOAL}; for false, return "no case"`,
  );
  expect(flawOfFinding(goal, {})).toBe(`check() returns {}: ${WANTED_OF_GOAL}`);
  expect(flawOfFinding(goal, null)).toBe(`check() returns null: ${WANTED_OF_GOAL}`);
});
