import fc from "fast-check";
import { expect, test } from "vitest";
import { type Log, type LoggedHistory, NotALog, readLog, writeLog } from "../../../src/report/log/log.ts";
import { schemaErrors } from "../../docs/schemas.ts";
import { anyLog } from "./any-log.ts";

test("a log is read as it was written", () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      const read = readLog(writeLog(log));
      expect(read.origin).toEqual(log.origin);
      expect(read.histories.map(bare)).toEqual(log.histories.map(bare));
      expect(writeLog(read)).toBe(writeLog(log));
    }),
  );
});

test("each line of a log is as its schema says", () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      for (const line of writeLog(log).trimEnd().split("\n"))
        expect(schemaErrors("log", JSON.parse(line))).toEqual([]);
    }),
  );
});

test.each([
  {},
  { format: "nsmodel-log", version: 2, nsmodel: "1" },
  { history: "a", line: 2, op: "fork", task: 1 },
  { history: "a", events: 1, end: "gone" },
  { history: "a", events: 1, end: "stopped" },
  { history: "a", events: 1, end: "whole", more: 1 },
])("what is no line of a log is not as the schema says: %j", (line) => {
  expect(schemaErrors("log", line)).not.toEqual([]);
});

/** Without the fields that are `undefined`. */
const bare = (history: LoggedHistory): unknown => JSON.parse(JSON.stringify(history));

const LOG: Log = {
  origin: { nsmodel: "1" },
  histories: [
    {
      history: "a",
      model: "nested",
      events: [{ line: 2, operation: { op: "fork", task: 1 as never }, outcome: "ok", shows: [1] }],
      end: { is: "stopped", line: 4, why: "no" },
    },
  ],
};

test.each([
  ["", 1, "this is not a log"],
  ["{}\n", 1, "this is not a log"],
  [writeLog(LOG).slice(0, -2), 3, "ends within a line"],
  [`${writeLog(LOG).split("\n").slice(0, 2).join("\n")}\n`, 2, "ends within a history"],
  [writeLog(LOG).replace(`"events":1`, `"events":2`), 3, "should have 2 events, but has 1"],
  [writeLog(LOG).replace(`"end":"stopped"`, `"end":"gone"`), 3, "neither an event nor the end"],
  [writeLog(LOG).replace(`"outcome":"ok"`, `"outcome":1`), 2, "is not an event of a log"],
  [writeLog({ ...LOG, histories: [...LOG.histories, ...LOG.histories] }), 5, "is in the log twice"],
  [
    writeLog(LOG).replace("[1]", `${"[".repeat(20_000)}${"]".repeat(20_000)}`),
    2,
    "nested more than 100 deep",
  ],
])("what is no log is refused with its line: %#", (text, line, words) => {
  const read = () => readLog(text);
  expect(read).toThrow(NotALog);
  expect(read).toThrow(words);
  expect(read).toThrow(expect.objectContaining({ line }));
});
