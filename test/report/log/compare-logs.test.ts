import fc from "fast-check";
import { expect, test } from "vitest";
import { compareLogs } from "../../../src/report/log/compare-logs.ts";
import type { Log, LoggedEvent } from "../../../src/report/log/log.ts";
import { anyLog } from "./any-log.ts";

test("a log does not differ from itself, and two differ the same way round", () => {
  fc.assert(
    fc.property(anyLog, anyLog, (one, other) => {
      const { differences, notCompared, onlyFirst, onlySecond, both } = compareLogs(one, one);
      expect([differences, onlyFirst, onlySecond, both]).toEqual([[], [], [], one.histories.length]);
      const unfinished = one.histories.filter(({ end }) => end.is !== "whole");
      expect(notCompared.map((gap) => gap.history)).toEqual(unfinished.map((each) => each.history));
      const [there, back] = [compareLogs(one, other), compareLogs(other, one)];
      expect(there.differences.length).toBe(back.differences.length);
      expect(there.notCompared.length).toBe(back.notCompared.length);
      expect(there.onlyFirst).toEqual(back.onlySecond);
    }),
  );
});

test("whatever is changed in one event is told, where it is", () => {
  const changes: ((event: LoggedEvent) => LoggedEvent)[] = [
    (event) => ({ ...event, outcome: "EPERM" }),
    (event) => ({ ...event, shows: ["changed"] }),
    (event) => ({ ...event, differs: ["changed"] }),
    (event) => ({ ...event, operation: { ...event.operation, op: "changed" } }),
  ];
  fc.assert(
    fc.property(anyLog, fc.nat(), fc.nat(), fc.constantFrom(...changes), (log, at, place, change) => {
      const withEvents = log.histories.filter(({ events }) => events.length > 0);
      const history = withEvents[at % withEvents.length];
      fc.pre(history !== undefined);
      const index = place % history.events.length;
      const events = history.events.map((event, one) => (one === index ? change(event) : event));
      const other: Log = {
        ...log,
        histories: log.histories.map((one) => (one === history ? { ...history, events } : one)),
      };
      const { differences } = compareLogs(log, other);
      expect(differences).toMatchObject([{ history: history.history, line: history.events[index]?.line }]);
    }),
  );
});

const history = (name: string, events: readonly LoggedEvent[], more: object = { is: "whole" }) => ({
  history: name,
  model: "nested",
  events,
  end: more as { is: "whole" },
});
const fork = { line: 2, operation: { op: "fork", task: 1 as never }, outcome: "ok" };
const logOf = (...histories: Log["histories"]): Log => ({ origin: { nsmodel: "1" }, histories });

test("what each did is said in words", () => {
  const one = logOf(
    history("outcome", [fork, { ...fork, line: 3, operation: { ...fork.operation, path: "/a" } }]),
    history("seen", [{ ...fork, shows: { tasks: [{ at: "/" }], more: 1 } }]),
    history("kernel", [fork]),
    history("end", [fork, fork]),
    history("one", []),
  );
  const other = logOf(
    history("outcome", [
      fork,
      { ...fork, line: 3, outcome: "EPERM", operation: { ...fork.operation, path: "/a" } },
    ]),
    history("seen", [{ ...fork, shows: { tasks: [{ at: "/a" }] } }]),
    history("kernel", [{ ...fork, differs: ["task 2 should be alive, but is gone"] }]),
    history("end", [fork], { is: "stopped", line: 4, why: "no" }),
    history("other", []),
  );
  expect(compareLogs(one, other)).toEqual({
    both: 4,
    onlyFirst: ["one"],
    onlySecond: ["other"],
    notCompared: [],
    differences: [
      {
        history: "outcome",
        line: 3,
        call: 'fork by task 1, path "/a"',
        first: "ok",
        second: "EPERM",
        further: 0,
      },
      {
        history: "seen",
        line: 2,
        call: "fork by task 1",
        first: 'tasks[0].at is "/", more is 1',
        second: 'tasks[0].at is "/a", no more',
        further: 0,
      },
      {
        history: "kernel",
        line: 2,
        call: "fork by task 1",
        first: "what the design shows",
        second: "task 2 should be alive, but is gone",
        further: 0,
      },
      {
        history: "end",
        line: 2,
        call: undefined,
        first: "ran to the end, 2 events",
        second: "was not run from line 4 on: no",
        further: 0,
      },
    ],
  });
});

test.each([
  ["both were interrupted", [fork], "interrupted", [fork], "interrupted", "gap"],
  ["one was interrupted early", [fork, fork], "whole", [fork], "interrupted", "gap"],
  ["neither could be read", [], "unreadable", [], "unreadable", "gap"],
  ["neither could be run on", [fork], "stopped", [fork], "stopped", "gap"],
  ["one could be run", [fork], "whole", [], "unreadable", "difference"],
  ["both ended", [fork], "whole", [fork], "whole", "nothing"],
] as const)("%s", (_, events, is, otherEvents, otherIs, what) => {
  const end = (is: string) => ({ is, line: 3, why: "no" });
  const { differences, notCompared } = compareLogs(
    logOf(history("a", events, end(is))),
    logOf(history("a", otherEvents, end(otherIs))),
  );
  expect([differences.length, notCompared.length]).toEqual([
    what === "difference" ? 1 : 0,
    what === "gap" ? 1 : 0,
  ]);
});
