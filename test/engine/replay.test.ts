import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { PROPERTIES } from "../../src/catalogue.ts";
import { onEveryStep } from "../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { breakingRun } from "../../src/engine/breaking-run.ts";
import { type Replay, replay, replayInSteps } from "../../src/engine/replay.ts";
import type { Entry } from "../../src/history/entry.ts";
import type { ExpectedVerdict } from "../../src/history/expectation.ts";
import {
  LINES_IN_A_STEP,
  type RecordedHistory,
  readHistory,
  readHistoryInSteps,
} from "../../src/history/read-history.ts";
import { writeHistory } from "../../src/history/write-history.ts";
import type { Model } from "../../src/model/model.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import type { Operation } from "../../src/model/operation.ts";
import { outcomesOf } from "../../src/model/outcome.ts";
import { divided } from "../../src/model/property.ts";
import { anyRun } from "../arbitrary.ts";
import { CONTAINER_MODELS } from "../container-models.ts";

const scope: ContainerScope = { tasks: 2, containers: 3, kinds: ["uts"], names: [], images: 0 };
const one = taskNumber(1);
const two = taskNumber(2);
const model: Model = nested;

function replayed(entries: readonly Entry[], keep?: number, bounds = scope): Replay {
  return replay(read(entries, bounds), { keep });
}

function read(entries: readonly Entry[], bounds = scope, design = model): RecordedHistory {
  const file = Buffer.from(writeHistory(design, bounds, entries));
  const result = readHistory(file, [design], { properties: PROPERTIES });
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.history;
}

function recorded(operations: readonly Operation[], bounds: ContainerScope): Entry[] {
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
  const anyChange = fc.record({ place: fc.nat(), outcome: fc.constantFrom(...outcomesOf(model)) });
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
  expect(numbers).toMatchObject({ events: 2, expectations: 2, count: 2 });
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

describe("what a property finds", () => {
  const fork = { op: "fork", task: one };
  const unshare = { op: "unshare", task: one, kinds: ["uts"] } as const;
  const expecting = (property: string, verdict: ExpectedVerdict): Entry => ({
    expectation: { property, verdict },
  });
  const found = (operations: readonly Operation[], property: string, verdict: ExpectedVerdict) =>
    replayed([...recorded(operations, scope), expecting(property, verdict)]).differences;

  test.each([
    ["a world", [fork, unshare, unshare], "always-enterable", "broken"],
    ["a world in which it is not broken yet", [fork, unshare], "always-enterable", "holds"],
    [
      "the event before",
      [fork, unshare, { op: "kill", task: two, path: "/unnamed1" }],
      "kill-spares-others",
      "holds",
    ],
    ["an event that it is not about", [fork], "kill-spares-others", "holds"],
    ["no event, at the start", [], "kill-spares-others", "holds"],
  ] as const)("of %s: it agrees", (_, operations, property, verdict) => {
    expect(found(operations, property, verdict)).toEqual([]);
  });

  test.each([
    ["a flaw that is not there", [fork], "always-enterable", "broken", "holds"],
    ["a flaw that is there", [fork, unshare, unshare], "always-enterable", "holds", "broken: task 2,"],
    ["a property on steps at the start", [], "never-leaves", "broken", "no case"],
    ["a property that is not about the event", [fork], "kill-spares-others", "broken", "no case"],
    [
      "a property that does not apply",
      [fork],
      "restart-is-faithful",
      "holds",
      "does not apply: the scope has no image",
    ],
    ["a property that cannot be reached", [fork], "always-enterable", "reached", "holds"],
  ] as const)("%s is a difference", (_, operations, property, verdict, words) => {
    const [difference, ...others] = found(operations, property, verdict);
    expect(difference).toMatchObject({ kind: "expectation", subject: property, expected: verdict });
    expect(difference?.found).toContain(words);
    expect(others).toEqual([]);
  });

  test("of a property that something can be reached is reached or not, whatever else is expected", () => {
    const roomy = { ...scope, names: ["a"] };
    const operations = [
      fork,
      unshare,
      { op: "rename", task: two, path: "/unnamed1", name: "a" },
      unshare,
      { op: "rename", task: two, path: "/a/unnamed1", name: "a" },
    ];
    const finding = (events: number, verdict: ExpectedVerdict) =>
      replayed(
        [...recorded(operations.slice(0, events), roomy), expecting("same-name-in-two-places", verdict)],
        undefined,
        roomy,
      ).differences.map((difference) => difference.found);
    expect(finding(5, "reached")).toEqual([]);
    expect(finding(5, "holds")).toEqual(["reached"]);
    expect(finding(4, "reached")).toEqual(["not reached"]);
    expect(finding(4, "broken")).toEqual(["not reached"]);
  });

  test("stands beside other fields, each of which has to agree", () => {
    const history = recorded([fork, unshare, unshare], scope);
    const expectation = { alive: [one], property: "always-enterable", verdict: "holds" } as const;
    const { differences, expectations } = replayed([...history, { expectation }]);
    expect(expectations).toBe(1);
    expect(differences.map(({ subject }) => subject)).toEqual(["alive", "always-enterable"]);
  });

  test("of steps that change the world: only of those that do", () => {
    const everyKill = onEveryStep({
      name: "no-kill-changes",
      claim: "a kill changes nothing",
      source: "this test",
      on: ["kill"],
      when: "changed",
      check: () => ({ broken: "it does" }),
    });
    const kill = (path: string) => ({ op: "kill", task: two, path });
    const operations = [fork, unshare, kill("/"), kill("/unnamed1")];
    const { properties } = replay(read(recorded(operations, scope)), { properties: [everyKill] });
    expect(properties).toMatchObject([{ cases: 1, at: { line: 5, events: 4 } }]);
  });

  test.each(CONTAINER_MODELS)(
    "$name: at any point of any run it is what a random run finds there",
    (design) => {
      fc.assert(
        fc.property(anyRun(design, 25), ({ scope: bounds, operations }) => {
          const world = design.initial(bounds);
          const entries: Entry[] = operations.map((operation) => ({
            event: { operation, outcome: design.apply(world, operation, bounds) },
          }));
          const { properties } = replay(read(entries, bounds, design), { properties: PROPERTIES });
          for (const property of divided(PROPERTIES).atPoints) {
            const along = properties.find((one) => one.property === property.name);
            if (property.form === "sometimes" || along?.inapplicable !== undefined) continue;
            const breaking = breakingRun(property, design, bounds, operations);
            const at = along?.at && { events: along.at.events, finding: along.at.finding };
            const breach = breaking?.breach;
            const finding = breach && {
              found: "broken",
              why: breach.broken,
              ...(breach.call && { call: breach.call }),
            };
            expect(at).toEqual(finding && { events: breaking?.events.length, finding });
          }
        }),
        { numRuns: 8 },
      );
    },
  );
});

describe("a loop", () => {
  const fork: Operation = { op: "fork", task: one };
  const exit: Operation = { op: "exit", task: two };

  test("closes where the world is the same again at the end, in the same numbers", () => {
    const events = recorded([fork, exit], scope);
    expect(replayed([{ loop: true }, ...events]).count).toBe(0);
    expect(replayed([...recorded([fork], scope), { loop: true }]).count).toBe(0);
  });

  test("is told on its line where it does not", () => {
    const [first, ...others] = recorded([fork, { op: "exit", task: one }], scope);
    const { count, differences } = replayed([...(first ? [first] : []), { loop: true }, ...others]);
    expect(count).toBe(1);
    expect(differences).toMatchObject([{ line: 3, kind: "loop", subject: "loop" }]);
  });

  test("closes not where other numbers live", () => {
    // Task 2 lives on in place of task 1: the world is the same except for the number.
    const events = recorded([fork, { op: "exit", task: one }], scope);
    expect(replayed([{ loop: true }, ...events]).count).toBe(1);
  });

  test("begins once, and with nothing but true", () => {
    const header = writeHistory(model, scope, []);
    const problemOf = (lines: string) => {
      const result = readHistory(Buffer.from(header + lines), [model]);
      return result.ok ? undefined : result.problem;
    };
    expect(problemOf(`{"loop":true}\n`)).toBeUndefined();
    expect(problemOf(`{"loop":true}\n{"loop":true}\n`)).toMatchObject({
      line: 3,
      message: "the loop already begins on line 2",
    });
    expect(problemOf(`{"loop":false}\n`)).toMatchObject({ line: 2, column: 9 });
    expect(problemOf(`{"loop":true,"events":2}\n`)).toMatchObject({ line: 2, column: 14 });
  });
});
