import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PROPERTIES } from "../../src/catalogue.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import { worldAsJson } from "../../src/domains/containers/world-as-json.ts";
import { begin, eventsOf, observationOf, performAll } from "../../src/history/history.ts";
import { type RecordedHistory, readHistory } from "../../src/history/read-history.ts";
import { writeHistory } from "../../src/history/write-history.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import { step, stepChanges } from "../../src/report/story.ts";
import { findingSentence, firstWorld, tellHistory } from "../../src/report/told-history.ts";
import { anyRun } from "../arbitrary.ts";
import { seenIn } from "../container-models.ts";
import { NESTED, nestedHistory, op, ROOMY } from "./design.ts";

function recorded(text: string): RecordedHistory {
  const read = readHistory(new TextEncoder().encode(text), [NESTED], { properties: PROPERTIES });
  if (!read.ok) throw new Error(read.problem.message);
  return read.history;
}

describe("a history from a file", () => {
  test("of any run that nsmodel wrote agrees, and is told as the run is", () => {
    fc.assert(
      fc.property(anyRun(NESTED), ({ scope, operations }) => {
        const history = performAll(begin(NESTED, scope), operations);
        const file = recorded(
          writeHistory(
            NESTED,
            scope,
            eventsOf(history).map((event) => ({ event })),
          ),
        );
        const told = [...tellHistory(file)];
        expect(worldAsJson(seenIn(firstWorld(file)))).toEqual(
          worldAsJson(observationOf(begin(NESTED, scope))),
        );
        expect(told).toHaveLength(operations.length);
        told.forEach((entry, index) => {
          expect(entry).toMatchObject({
            what: "event",
            step: index + 1,
            line: index + 2,
            differences: [],
            sentence: step(history, index),
            changes: stepChanges(history, index),
          });
        });
        const last = told.at(-1);
        if (last?.what === "event")
          expect(worldAsJson(seenIn(last.world))).toEqual(worldAsJson(observationOf(history)));
      }),
      { numRuns: 30 },
    );
  });

  test("goes on in the design's own world, and says on which line the file differs", () => {
    const [event] = eventsOf(nestedHistory(op("fork", 1)));
    if (event === undefined) throw new Error("the fork is missing");
    const file = recorded(
      writeHistory(NESTED, ROOMY, [
        { event: { ...event, outcome: "EAGAIN" } },
        { expectation: { alive: [taskNumber(1)] } },
        { expectation: { alive: [taskNumber(1), taskNumber(2)] } },
      ]),
    );
    expect([...tellHistory(file)]).toMatchObject([
      { step: 1, line: 2, differences: ["The file says EAGAIN, nested says ok."], event: { outcome: "ok" } },
      { step: 1, line: 3, differences: ['The file expects of "alive": nothing more; found: task 2.'] },
      { step: 1, line: 4, differences: [] },
    ]);
  });

  test("of which one step is told is looked at there alone, and says the same", () => {
    const operations = Array.from({ length: 20 }, () => op("unshare", 1, { kinds: ["uts"] }));
    const scope = { ...ROOMY, containers: 30 };
    const events = eventsOf(performAll(begin(NESTED, scope), operations)).map((event) => ({ event }));
    const all = [...tellHistory(recorded(writeHistory(NESTED, scope, events)))];
    let looks = 0;
    const counting: ContainerModel = {
      ...NESTED,
      observe: (world, bounds) => {
        looks++;
        return NESTED.observe(world, bounds);
      },
    };
    const told = [...tellHistory({ ...recorded(writeHistory(NESTED, scope, events)), model: counting }, 20)];
    expect(looks).toBe(2);
    expect(told.slice(0, -1).every(({ what }) => what === "event passed over")).toBe(true);
    const [last, lastOfAll] = [told.at(-1), all.at(-1)];
    if (last?.what !== "event" || lastOfAll?.what !== "event") throw new Error("the last event is not told");
    expect({ ...last, world: worldAsJson(seenIn(last.world)) }).toEqual({
      ...lastOfAll,
      world: worldAsJson(seenIn(lastOfAll.world)),
    });
  });

  test("says what the property finds that an expectation names", () => {
    const events = eventsOf(
      nestedHistory(
        op("fork", 1),
        op("unshare", 1, { kinds: ["uts"] }),
        op("unshare", 1, { kinds: ["uts"] }),
      ),
    );
    const expectation = { property: "always-enterable", verdict: "broken" } as const;
    const text = writeHistory(NESTED, ROOMY, [...events.map((event) => ({ event })), { expectation }]);
    const [told] = [...tellHistory(recorded(text))].slice(-1);
    if (told?.what !== "expectation" || told.asked === undefined) throw new Error("the property is not told");
    expect(findingSentence(told.asked.property, told.asked.finding)).toBe(
      "always-enterable, here: broken: task 2, which sees container 2 (/unnamed1), cannot enter it: ENXIO.",
    );
  });
});
