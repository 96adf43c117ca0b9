import fc from "fast-check";
import { expect, test } from "vitest";
import { repeatingKill } from "../../../../models/repeating-kill.ts";
import { walkingKill } from "../../../../models/walking-kill.ts";
import { killReachesDescendants } from "../../../../properties/kill-reaches-descendants.ts";
import { historyOf } from "../../../../src/conformance/containers/race/observed-history.ts";
import type { Birth, Observed } from "../../../../src/conformance/containers/race/race-program.ts";
import type { ContainerModel } from "../../../../src/domains/containers/container-model.ts";
import { replay } from "../../../../src/engine/replay.ts";
import { readHistory } from "../../../../src/history/read-history.ts";
import { writeHistory } from "../../../../src/history/write-history.ts";
import { playKill } from "./play-kill.ts";

const WALKER = 1;
const birth = (at: number, parent: number, child: number): Birth => ({ at, parent, child });
const kill = (at: number, pid: number, errno = 0) => ({ at, pid, errno });
const FIRST = birth(0, WALKER, 5);

/** The calls of a history in short: each with its victim, or else its caller. */
function inShort(observed: Observed): string | undefined {
  return historyOf(observed)
    ?.events.map(({ operation: { op, task, victim } }) => `${op} ${victim ?? task}`)
    .join(", ");
}

test("who is read was born before, and who is not behind, though the fork had begun", () => {
  const births = [FIRST, birth(1, 5, 6), birth(3, 6, 7)];
  const readings = [{ to: 4, pids: [5, 6] }];
  const kills = [kill(5, 5), kill(6, 6)];
  expect(inShort({ births, readings, kills, left: [7] })).toBe(
    "fork 1, unshare 2, fork 2, kill 1, fork 3, killtask 2, killtask 3",
  );
});

test("a number that was given back is given again", () => {
  const births = [FIRST, birth(1, 5, 6), birth(6, 6, 7)];
  const readings = [{ to: 4, pids: [5, 6] }];
  const kills = [kill(5, 5), kill(8, 6)];
  expect(inShort({ births, readings, kills, left: [7] })).toBe(
    "fork 1, unshare 2, fork 2, kill 1, killtask 2, fork 3, killtask 3",
  );
});

test("the last kill before a further reading stands beside it: who is read there may have been born between", () => {
  const births = [FIRST, birth(3, 5, 6), birth(6, 6, 7)];
  const readings = [
    { to: 4, pids: [5] },
    { to: 8, pids: [6, 7] },
  ];
  const kills = [kill(5, 5), kill(9, 6), kill(10, 7)];
  expect(inShort({ births, readings, kills, left: [] })).toBe(
    "fork 1, unshare 2, kill 1, fork 2, fork 3, killtask 2, killtask 3, killtask 4",
  );
});

test("what comes behind the end of the kill is no part of it", () => {
  const readings = [{ to: 2, pids: [5] }];
  const births = [FIRST, birth(1, 5, 6), birth(9, 6, 7)];
  expect(inShort({ births, readings, kills: [kill(3, 5)], left: [6, 7] })).toBe(
    "fork 1, unshare 2, kill 1, fork 2, killtask 2",
  );
});

test("what the kernel kills at once was born before that", () => {
  const births = [FIRST, birth(1, 5, 6), birth(4, 6, 7)];
  expect(inShort({ births, readings: [{ to: 3, pids: [] }], kills: [], left: [] })).toBe(
    "fork 1, unshare 2, fork 2, kill 1",
  );
});

test.each<[string, Observed]>([
  [
    "a task that was gone before it was killed",
    { births: [FIRST], readings: [{ to: 2, pids: [5] }], kills: [kill(3, 5, 3)], left: [] },
  ],
  [
    "a child of one that was dead",
    {
      births: [FIRST, birth(5, 5, 6)],
      readings: [{ to: 2, pids: [5] }],
      kills: [kill(3, 5), kill(7, 6)],
      left: [],
    },
  ],
  [
    "one that is killed and was never born",
    { births: [FIRST], readings: [{ to: 2, pids: [5, 6] }], kills: [kill(3, 5), kill(4, 6)], left: [] },
  ],
])("there is no history of %s", (_what, observed) => {
  expect(historyOf(observed)).toBeUndefined();
});

/** The differences when the design replays what was observed. */
function replayed(design: ContainerModel, observed: Observed, verdict: "broken" | "holds") {
  const history = historyOf(observed);
  if (history === undefined) throw new Error("there is no history");
  const expectation = { property: killReachesDescendants.name, verdict };
  const entries = [...history.events.map((event) => ({ event })), { expectation }];
  const text = writeHistory(design, history.scope, entries);
  const read = readHistory(Buffer.from(text), [design], { properties: [killReachesDescendants] });
  if (!read.ok) throw new Error(read.problem.message);
  return replay(read.history).differences;
}

const scheduled = fc.array(fc.nat({ max: 99 }), { minLength: 20, maxLength: 120 });

test.each([walkingKill, repeatingKill])(
  "however tasks and the walker of $name take turns, the design makes what was observed",
  (design) => {
    fc.assert(
      fc.property(scheduled, (turns) => {
        const observed = playKill(design === repeatingKill, turns);
        const verdict = observed.left.length > 0 ? "broken" : "holds";
        expect(replayed(design, observed, verdict)).toEqual([]);
      }),
    );
  },
);

test("a kill that was given up before it read who is there has no history", () => {
  expect(
    historyOf({ births: [FIRST, birth(1, 5, 6)], readings: [], kills: [], left: [5, 6] }),
  ).toBeUndefined();
});
