import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { Entry } from "../../src/history/entry.ts";
import { LINES_IN_A_STEP, readHistory, readHistoryInSteps } from "../../src/history/read-history.ts";
import { type Replay, replay, replayInSteps } from "../../src/history/replay.ts";
import { writeHistory } from "../../src/history/write-history.ts";
import type { Model } from "../../src/model/model.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import type { Operation } from "../../src/model/operation.ts";
import { OUTCOMES } from "../../src/model/outcome.ts";
import type { Scope } from "../../src/model/scope.ts";
import { anyRun } from "../arbitrary.ts";

const scope: Scope = { tasks: 2, containers: 3, kinds: ["uts"], names: [], images: 0 };
const one = taskNumber(1);
const two = taskNumber(2);
const model: Model = nested;

function replayed(entries: readonly Entry[], keep?: number, bounds = scope): Replay {
  const read = readHistory(Buffer.from(writeHistory(model, bounds, entries)), [model]);
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return replay(read.history, keep);
}

function recorded(operations: readonly Operation[], bounds: Scope): Entry[] {
  const world = model.initial(bounds);
  return operations.map((operation) => ({
    event: { operation, outcome: model.apply(world, operation, bounds) },
  }));
}

test("a history that the design made replays without a difference", () => {
  fc.assert(
    fc.property(anyRun(model), ({ scope, operations }) => {
      const { events, count } = replayed(recorded(operations, scope), undefined, scope);
      expect({ events, count }).toEqual({ events: operations.length, count: 0 });
    }),
  );
});

test("an outcome that was changed is found on its line, and the rest of the history goes on as it was", () => {
  const anyChange = fc.record({ place: fc.nat(), outcome: fc.constantFrom(...OUTCOMES) });
  fc.assert(
    fc.property(anyRun(model), anyChange, ({ scope, operations }, { place, outcome }) => {
      const entries = recorded(operations, scope);
      fc.pre(entries.length > 0);
      const at = place % entries.length;
      const entry = entries[at];
      fc.pre(entry !== undefined && "event" in entry && entry.event.outcome !== outcome);
      const { operation, outcome: found } = entry.event;
      const changed = entries.with(at, { event: { operation, outcome } });
      expect(replayed(changed, undefined, scope).differences).toEqual([
        { line: at + 2, kind: "outcome", subject: operation.op, expected: outcome, found },
      ]);
    }),
  );
});

test("after a difference it goes on in the design's own world", () => {
  const entries: Entry[] = [
    { event: { operation: { op: "fork", task: one }, outcome: "EAGAIN" } },
    { expectation: { alive: [one] } },
    { expectation: { alive: [one, two], containers: [] } },
    { event: { operation: { op: "exit", task: two }, outcome: "ok" } },
  ];
  const { differences, ...numbers } = replayed(entries);
  expect(numbers).toEqual({ events: 2, expectations: 2, count: 2 });
  expect(differences.map(({ line, kind, subject }) => ({ line, kind, subject }))).toEqual([
    { line: 2, kind: "outcome", subject: "fork" },
    { line: 3, kind: "expectation", subject: "alive" },
  ]);
});

test("all differences are counted, and as many kept as were asked for", () => {
  const wrong: Entry = { event: { operation: { op: "exit", task: two }, outcome: "ok" } };
  const entries = [
    ...Array.from({ length: 9 }, () => wrong),
    { expectation: { alive: [], containers: ["/"] } },
  ];
  const few = replayed(entries, 3);
  expect(few.differences.map(({ line }) => line)).toEqual([2, 3, 4]);
  expect(few.count).toBe(11);
  expect(replayed(entries, 10).differences).toHaveLength(10);
  expect(replayed(entries).differences).toHaveLength(11);
});

test("reading and replaying a long history tell how far they have come", () => {
  const entry: Entry = { event: { operation: { op: "fork", task: two }, outcome: "ESRCH" } };
  const file = Buffer.from(
    writeHistory(
      model,
      scope,
      Array.from({ length: LINES_IN_A_STEP }, () => entry),
    ),
  );
  const reading = readHistoryInSteps(file, [model]);
  expect(reading.next()).toEqual({ done: false, value: { lines: LINES_IN_A_STEP } });
  const { value: read } = reading.next();
  if (read === undefined || !("ok" in read) || !read.ok) throw new Error("it was to be read to its end");
  const replaying = replayInSteps(read.history);
  expect(replaying.next()).toEqual({ done: false, value: { lines: LINES_IN_A_STEP } });
  expect(replaying.next()).toMatchObject({ done: true, value: { events: LINES_IN_A_STEP, count: 0 } });
});
