import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { begin, eventsOf, observationOf, performAll } from "../../src/history/history.ts";
import { type RecordedHistory, readHistory } from "../../src/history/read-history.ts";
import { writeHistory } from "../../src/history/write-history.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import { step, stepChanges } from "../../src/report/story.ts";
import { firstWorld, tellHistory } from "../../src/report/told-history.ts";
import { worldAsJson } from "../../src/report/world-as-json.ts";
import { anyRun } from "../arbitrary.ts";
import { NESTED, nestedHistory, op, ROOMY } from "./design.ts";

function recorded(text: string): RecordedHistory {
  const read = readHistory(new TextEncoder().encode(text), [NESTED]);
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
        expect(worldAsJson(firstWorld(file))).toEqual(worldAsJson(observationOf(begin(NESTED, scope))));
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
          expect(worldAsJson(last.world)).toEqual(worldAsJson(observationOf(history)));
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
});
