import { describe, expect, test } from "vitest";
import { handle } from "../../models/handle.ts";
import { linux } from "../../models/linux/linux.ts";
import { nested } from "../../models/nested.ts";
import { begin, eventsOf, goTo, observationOf, perform, performAll, worldOf } from "../../src/api/history.ts";
import { readHistory, writeHistory } from "../../src/api/recorded-history.ts";
import * as unchecked from "../../src/history/history.ts";
import { taskNumber } from "../../src/model/numbers.ts";

const [scope, task] = [nested.domain.scopes.defaults.check, taskNumber(1)];
const empty = begin(nested, scope);
const fork = { op: "fork", task } as const;
const rename = { op: "rename", task, path: "/unnamed1", name: "a/b" } as const;

test("a history goes on as without the look at what is given", () => {
  // The second call is refused by the design, not by the API.
  const operations = [fork, rename, { op: "unshare", task, kinds: ["uts"] }] as const;
  const history = performAll(empty, operations);
  expect(history).toEqual(unchecked.performAll(unchecked.begin(nested, scope), operations));
  expect(operations.reduce<typeof empty>(perform, empty)).toEqual(history);
  const back = goTo(history, 1);
  expect([back.position, goTo(history, -Infinity).position, goTo(history, 9).position]).toEqual([1, 0, 3]);
  expect(worldOf(back)).toEqual(unchecked.worldOf(back));
  expect(observationOf(back)).toEqual(unchecked.observationOf(back));
  expect(eventsOf(back)).toEqual([{ operation: fork, outcome: "ok" }]);
});

test("what becomes of the scope that was given is no matter of the history", () => {
  const given = { ...scope };
  const history = begin(nested, given);
  Object.assign(given, { tasks: 1 });
  expect(eventsOf(perform(history, fork))).toEqual([{ operation: fork, outcome: "ok" }]);
  expect(() => Object.assign(history.scope, { tasks: 1 })).toThrow(TypeError);
});

// Plain JavaScript can pass anything: hence `never`.
const wrong = (given: unknown): never => given as never;

describe("what is no history", () => {
  const functions = { perform, performAll, goTo, worldOf, observationOf, eventsOf };
  const read = readHistory(new TextEncoder().encode(writeHistory(nested, scope, [])), [nested]);

  test.each(Object.entries(functions))("is refused by %s", (_, run) => {
    const asked = run as (history: never, of: never) => unknown;
    const given = (history: unknown) => () => asked(wrong(history), wrong([]));
    const how = ": begin\\(model, scope\\) makes one$";
    for (const [history, said] of [
      [undefined, "^undefined is not a history that can be continued"],
      [nested, '^"nested" is not a history that can be continued'],
      [{ ...empty, model: { name: "nested" } }, "^an object is not a history that can be continued"],
      [{ ...empty, moments: {} }, "^an object is not a history that can be continued"],
      [
        read.ok && read.history,
        "^an object is not a history that can be continued, but one that was read from a file",
      ],
    ] as const)
      expect(given(history)).toThrow(new RegExp(`${said}${how}`));
  });
});

test.each<readonly [string, unknown, string]>([
  ["nothing", undefined, "undefined is not an operation: an operation is an object"],
  ["no name", { task }, "op: undefined is not the name of an operation of nested"],
  ["a mistyped name", { op: "frok", task }, '"frok" is not an operation of nested: did you mean "fork"?'],
  ["one of every object", { op: "toString", task }, '"toString" is not an operation of nested'],
  ["no task", { op: "fork" }, 'fork.task: the field "task" is missing'],
  ["task 0", { op: "fork", task: 0 }, "fork.task: this is not a whole number from 1 to"],
  ["a missing field", { op: "rename", task, path: "/" }, 'rename.name: the field "name" is missing'],
  [
    "a mistyped field",
    { op: "rename", task, path: "/", name: "a", nam: "a" },
    'rename.nam: there is no field "nam" here: did you mean "name"?',
  ],
  ["a kind", { op: "unshare", task, kinds: ["utz"] }, 'unshare.kinds.0: "utz" is not a kind of namespace'],
])("an operation with %s is refused", (_, operation, said) => {
  const before = structuredClone(eventsOf(empty));
  expect(() => perform(empty, wrong(operation))).toThrow(said);
  expect(() => performAll(empty, wrong([fork, operation]))).toThrow(said);
  expect(eventsOf(empty)).toEqual(before);
});

test("what is no list of operations, or no position, is refused", () => {
  expect(() => performAll(empty, wrong(fork))).toThrow(/^an object is not a list of operations$/);
  expect(() => performAll(empty, wrong(undefined))).toThrow(/^undefined is not a list of operations$/);
  for (const position of ["1", undefined, NaN, 0.5])
    expect(() => goTo(empty, wrong(position))).toThrow(/^position: .* is not a whole number$/);
});

test("a field that is undefined is as one that is not there, and a design has operations of its own", () => {
  expect(eventsOf(perform(empty, wrong({ ...fork, name: undefined })))).toHaveLength(1);
  const take = { op: "take", task, path: "/", handle: "handle1" } as const;
  expect(() => perform(empty, wrong(take))).toThrow('"take" is not an operation of nested');
  const taken = perform(begin(handle, { ...scope, handles: 1 }), take);
  expect(eventsOf(taken)).toEqual([{ operation: take, outcome: "ok" }]);
  const own = begin(linux, linux.domain.scopes.defaults.check);
  expect(eventsOf(perform(own, wrong({ op: "unshare", task, kinds: ["uts"] })))).toHaveLength(1);
  expect(() => perform(own, wrong({ op: "setuid", task, id: -0 }))).toThrow(
    /^setuid\.id: .*whole number from 0/,
  );
});
