import { expect, test } from "vitest";
import { always, sometimes } from "../../../src/domains/containers/property.ts";
import { flawOfFinding } from "../../../src/engine/checked/flaw-of-finding.ts";

const words = { name: "drawn", claim: "It is so.", source: "drawn" };
const promise = always({ ...words, check: () => "holds" });
const goal = sometimes({ ...words, check: () => "holds" });

const WANTED = 'it has to be "holds", "no case" or { broken: "why" }';
const WANTED_OF_GOAL = 'it has to be "holds" or "no case"';
const WANTED_CALL = "it has to be an operation, { op, task } with the fields of the call";

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
  [undefined, `check() gives nothing: ${WANTED}. Is there a path through it without a return?`],
  [true, `check() gives true: ${WANTED}, and true would be "holds"`],
  [false, `check() gives false: ${WANTED}, and false says neither that nor why`],
  [null, `check() gives null: ${WANTED}`],
  ["broken", `check() gives "broken": ${WANTED}`],
  [["holds"], `check() gives ["holds"]: ${WANTED}`],
  [() => "holds", `check() gives a function: ${WANTED}`],
  [Symbol("holds"), `check() gives Symbol(holds): ${WANTED}`],
  [{}, `check() gives {}: ${WANTED}`],
  [{ call: 1 }, `check() gives {"call":1}: ${WANTED}`],
  [Promise.resolve("holds"), `check() gives a promise: ${WANTED}, at once, so it may not be async`],
  [{ broken: "" }, 'check() gives broken: "": it has to be a text that says what is broken'],
  [{ broken: " \n" }, 'check() gives broken: " \\n": it has to be a text that says what is broken'],
  [{ broken: true }, "check() gives broken: true: it has to be a text that says what is broken"],
  [{ broken: "so", why: "so" }, "check() gives a breach with why: it has broken and, perhaps, call alone"],
  [{ broken: "so", call: null }, `check() gives call: null: ${WANTED_CALL}`],
  [{ broken: "so", call: {} }, `check() gives call: {}: ${WANTED_CALL}`],
  [{ broken: "so", call: { op: 1, task: 1 } }, `check() gives call: {"op":1,"task":1}: ${WANTED_CALL}`],
  [
    { broken: "so", call: { op: "fork", task: 0 } },
    `check() gives call: {"op":"fork","task":0}: ${WANTED_CALL}`,
  ],
  [
    { broken: "so", call: { op: "fork", task: 1.5 } },
    `check() gives call: {"op":"fork","task":1.5}: ${WANTED_CALL}`,
  ],
  [
    { broken: "so", call: { op: "fork", task: "1" } },
    `check() gives call: {"op":"fork","task":"1"}: ${WANTED_CALL}`,
  ],
  [
    { broken: "so", call: { operation: { op: "fork", task: 1 }, outcome: "ok" } },
    "check() gives as call what attempt() gave: it has to be the operation of that, `call: attempted.operation`",
  ],
])("%j is none", (found, flaw) => {
  expect(flawOfFinding(promise, found)).toBe(flaw);
});

test("what is only looked for is found or not, and never broken", () => {
  expect(flawOfFinding(goal, "holds")).toBeUndefined();
  expect(flawOfFinding(goal, { broken: "so" })).toBe(
    `check() gives {"broken":"so"}, but a property made by sometimes() is never broken: ${WANTED_OF_GOAL}`,
  );
  expect(flawOfFinding(goal, {})).toBe(`check() gives {}: ${WANTED_OF_GOAL}`);
  expect(flawOfFinding(goal, null)).toBe(`check() gives null: ${WANTED_OF_GOAL}`);
});
