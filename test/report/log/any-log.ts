import fc from "fast-check";
import { taskNumber } from "../../../src/model/numbers.ts";
import type { Log, LoggedEnd, LoggedEvent, LoggedHistory } from "../../../src/report/log/log.ts";

const line = fc.integer({ min: 1, max: 99 });

const anyEvent: fc.Arbitrary<LoggedEvent> = fc.record(
  {
    line,
    operation: fc.record({
      op: fc.constantFrom("fork", "setns"),
      task: fc.integer({ min: 1, max: 3 }).map(taskNumber),
      path: fc.string(),
    }),
    outcome: fc.constantFrom("ok", "ENOENT"),
    shows: fc.oneof(fc.jsonValue().filter((value) => value !== null)),
    differs: fc.array(fc.string(), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ["line", "operation", "outcome"] },
);

const anyEnd: fc.Arbitrary<LoggedEnd> = fc.oneof(
  fc.constantFrom<LoggedEnd>({ is: "whole" }, { is: "interrupted" }),
  fc.record({ is: fc.constantFrom("stopped" as const, "unreadable" as const), line, why: fc.string() }),
);

const anyHistory: fc.Arbitrary<LoggedHistory> = fc.record({
  history: fc.string(),
  model: fc.constantFrom("nested", "linux"),
  events: fc.array(anyEvent, { maxLength: 4 }),
  end: anyEnd,
});

/** A log of histories with different names. */
export const anyLog: fc.Arbitrary<Log> = fc.record({
  origin: fc.constantFrom({ nsmodel: "1" }, { nsmodel: "2", kernel: "6.18", design: "abc" }),
  histories: fc.uniqueArray(anyHistory, { selector: ({ history }) => history, maxLength: 4 }),
});
