import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { begin, eventsOf, performAll } from "../../src/api/history.ts";
import { readHistory, replay, writeHistory } from "../../src/api/recorded-history.ts";
import { MODELS, PROPERTIES } from "../../src/catalogue.ts";
import { taskNumber } from "../../src/model/numbers.ts";

const [scope, task] = [nested.domain.scopes.defaults.check, taskNumber(1)];
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const event = { operation: { op: "fork", task }, outcome: "ok" } as const;
const text = writeHistory(nested, scope, [{ event }], "a fork");

// Plain JavaScript can pass anything: hence `never`.
const wrong = (given: unknown): never => given as never;

test("what is written is read, and comes out the same", () => {
  const history = performAll(begin(nested, scope), [event.operation]);
  expect(
    writeHistory(
      nested,
      scope,
      eventsOf(history).map((one) => ({ event: one })),
      "a fork",
    ),
  ).toBe(text);
  const read = readHistory(bytes(text), MODELS, { as: undefined, properties: PROPERTIES });
  if (!read.ok) throw new Error(read.problem.message);
  expect(replay(read.history, { keep: Infinity })).toMatchObject({ events: 1, count: 0 });
  expect(() => replay(wrong(read))).toThrow(
    /^an object is not a history read from a file: readHistory returns a result; if its `ok` is true, its field `history` is the history$/,
  );
  expect(() => replay(read.history, wrong({ kep: 1 }))).toThrow(
    '"kep" is not an option: did you mean "keep"?',
  );
  expect(() => replay(read.history, { keep: -1 })).toThrow(/^keep: -1 is not a whole number from 0$/);
  expect(() => replay(read.history, wrong({ properties: ["never-leaves"] }))).toThrow(
    /^properties\.0: "never-leaves" is not a property: look it up/,
  );
});

test.each([
  [undefined, "undefined"],
  [nested, '"nested"'],
  [begin(nested, scope), "an object"],
])("%# is no history that was read", (given, said) => {
  expect(() => replay(wrong(given))).toThrow(
    `${said} is not a history read from a file: readHistory(bytes, models) returns one in its result`,
  );
});

test("a file is bytes, and designs and options are what they may be", () => {
  expect(() => readHistory(wrong("text"), MODELS)).toThrow(/^"text" is not a Uint8Array: .*TextEncoder/);
  expect(() => readHistory(bytes(text), wrong(nested))).toThrow(/^"nested" is not a list of designs$/);
  expect(() => readHistory(bytes(text), wrong(undefined))).toThrow(/^undefined is not a list of designs$/);
  expect(() => readHistory(bytes(text), wrong(["nested"]))).toThrow(/^"nested" is not a design$/);
  expect(() => readHistory(bytes(text), MODELS, { as: wrong("flat") })).toThrow(
    /^as: "flat" is not a design$/,
  );
  expect(() => readHistory(bytes(text), MODELS, wrong({ property: [] }))).toThrow(
    /^"property" is not an option/,
  );
  expect(readHistory(bytes(text), [], { as: nested }).ok).toBe(true);
});

test.each<readonly [string, unknown, string]>([
  ["nothing", null, "null is not an entry: an entry is an object"],
  ["an event by itself", event, "an entry has neither an event nor an expectation, and its loop is not true"],
  [
    "an event without an operation",
    { event: {} },
    "event: an object is not an event: an event is an object with an operation and its outcome",
  ],
  ["no outcome", { event: { operation: event.operation } }, 'fork.outcome: the field "outcome" is missing'],
  ["another outcome", { event: { ...event, outcome: "EFORK" } }, 'fork.outcome: "EFORK" is not an outcome'],
  [
    "another operation",
    { event: { operation: { op: "frok", task }, outcome: "ok" } },
    '"frok" is not an operation',
  ],
  ["no loop", { loop: false }, "an entry has neither an event nor an expectation, and its loop is not true"],
  [
    "no expectation",
    { expectation: [] },
    "an entry has neither an event nor an expectation, and its loop is not true",
  ],
  [
    "a mistyped field",
    { expectation: { alife: [task] } },
    'expect.alife: there is no field "alife" here: did you mean "alive"?',
  ],
  [
    "a task that is none",
    { expectation: { alive: [0] } },
    "expect.alive.0: this is not a whole number from 1 to",
  ],
  [
    "a kind beyond the scope",
    { expectation: { same: [["net", task, task]] } },
    'expect.same.0.0: "net" is a kind that',
  ],
  ["no Map of tasks", { expectation: { tasks: { 1: "/" } } }, "expect.tasks: an object is not a Map"],
  ["a Map of paths that are none", { expectation: { tasks: new Map([[task, 1]]) } }, "expect.tasks"],
  [
    "a property without a verdict",
    { expectation: { property: "never-leaves" } },
    "the property has no verdict",
  ],
  [
    "another verdict",
    { expectation: { property: "never-leaves", verdict: "broke" } },
    'expect.verdict: "broke" is not a verdict',
  ],
])("an entry with %s is not written", (_, entry, said) => {
  expect(() => writeHistory(nested, scope, wrong([{ event }, entry]))).toThrow(said);
});

test("a header is not written of what is no design, scope or text", () => {
  expect(() => writeHistory(wrong("nested"), scope, [])).toThrow(/^"nested" is not a design$/);
  expect(() => writeHistory(nested, wrong({ ...scope, task: 3 }), [])).toThrow(
    '"task" is not a bound of a scope',
  );
  expect(() => writeHistory(nested, wrong(undefined), [])).toThrow(/^undefined is not a scope: /);
  expect(() => writeHistory(nested, scope, wrong(undefined))).toThrow(/^undefined is not a list of entries$/);
  expect(() => writeHistory(nested, scope, [], wrong(1))).toThrow(/^about: 1 is not a string$/);
});

test("an expectation that is right is written, and an undefined field of it is as none", () => {
  const expectation = {
    tasks: new Map([[task, "/"]]),
    alive: [task],
    property: "never-leaves",
    verdict: "holds",
  } as const;
  const written = writeHistory(nested, scope, [{ expectation: { ...expectation, same: undefined } }]);
  expect(written.split("\n")[1]).toBe(
    '{"expect":{"tasks":{"1":"/"},"alive":[1],"property":"never-leaves","verdict":"holds"}}',
  );
});
