import { expect, test } from "vitest";
import { type Change, judge, percentageOf, type Report, withoutAlive } from "./judge.ts";

const SOURCE = "const a = 1;\n  return a <\n    2;\n";
const LESS: Change = { file: "a.ts", line: "return a <", was: "a < 2", becomes: "a <= 2" };
const ONE: Change = { file: "a.ts", line: "const a = 1;", was: "1", becomes: "0" };

const at = (line: number, column: number, endLine: number, endColumn: number) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
});
const reportOf = (one: string, less: string): Report => ({
  files: {
    "a.ts": {
      source: SOURCE,
      mutants: [
        { status: one, replacement: "0", location: at(1, 11, 1, 12) },
        { status: less, replacement: "a <= 2", location: at(2, 10, 3, 6) },
      ],
    },
  },
});
const why = "for a test";

test("what tests find is killed, and what takes too many steps", () => {
  const { scores, alive, notAlive } = judge(reportOf("Killed", "Timeout"), []);
  expect(scores).toEqual([{ file: "a.ts", killed: 1, endless: 1, equivalent: 0, alive: 0 }]);
  expect([...alive, ...notAlive]).toEqual([]);
});

test.each(["Survived", "NoCoverage", "RuntimeError"])(
  "what is %s lives, and is told by its text",
  (status) => {
    const { scores, alive } = judge(reportOf(status, status), []);
    expect(scores).toMatchObject([{ killed: 0, alive: 2 }]);
    expect(alive).toEqual([ONE, LESS]);
  },
);

test("what lives and is listed is equivalent", () => {
  const { scores, alive, notAlive } = judge(reportOf("Survived", "Survived"), [{ ...LESS, why }]);
  expect(scores).toMatchObject([{ killed: 0, equivalent: 1, alive: 1 }]);
  expect(alive).toEqual([ONE]);
  expect(notAlive).toEqual([]);
});

test("what is listed and is found, or is not there, is told; of a file that is not in the report nothing is", () => {
  const killed = { ...LESS, why };
  const gone = { ...ONE, becomes: "2", why };
  const elsewhere = { ...ONE, file: "b.ts", why };
  expect(judge(reportOf("Killed", "Killed"), [killed, gone, elsewhere]).notAlive).toEqual([killed, gone]);
});

test.each([
  [{ killed: 3, endless: 1, equivalent: 5, alive: 1 }, 80],
  [{ killed: 3, endless: 0, equivalent: 5, alive: 0 }, 100],
  [{ killed: 0, endless: 0, equivalent: 2, alive: 0 }, 100],
])("%j: %i in a hundred", (counts, percentage) => {
  expect(percentageOf(counts)).toBe(percentage);
});

test("what lives is left out of a report, and nothing else", () => {
  const report = { schemaVersion: "1.0", ...reportOf("Survived", "Killed") };
  const [, killed] = report.files["a.ts"]?.mutants ?? [];
  expect(withoutAlive(report)).toEqual({
    ...report,
    files: { "a.ts": { source: SOURCE, mutants: [killed] } },
  });
});
