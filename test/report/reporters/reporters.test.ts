import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TestResult } from "../../../src/report/reporters/test-result.ts";
import { REPORTERS } from "../../../src/report/reporters.ts";
import { anyCharacter } from "../../any-character.ts";

const RESULTS: readonly TestResult[] = [
  { name: "a.jsonl", file: "a.jsonl", seconds: 0.25, status: "passed", failures: [], summary: "2 events" },
  {
    name: "b #1.jsonl",
    file: "b #1.jsonl",
    seconds: 1,
    status: "failed",
    failures: [
      { line: 3, message: 'fork: expected <"ok"> & found | EAGAIN' },
      { line: 4, column: 7, message: "50%,\nmore" },
    ],
    summary: "",
  },
  { name: "c", seconds: 0, status: "skipped", failures: [{ message: "no kernel" }], summary: "" },
  {
    name: "d: never-leaves",
    file: "./d.ts",
    seconds: 0,
    status: "failed",
    failures: [{ message: "broken in 1 step:\n1. Task 1 leaves." }],
    summary: "1 case",
  },
];

test("JUnit", () => {
  expect(REPORTERS.junit(RESULTS, "1.0.0").split("\n")).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="nsmodel" tests="4" failures="2" errors="0" skipped="1" time="1.250">',
    '  <testsuite name="nsmodel" tests="4" failures="2" errors="0" skipped="1" time="1.250">',
    '    <testcase classname="nsmodel" name="a.jsonl" file="a.jsonl" time="0.250">',
    "      <system-out>2 events</system-out>",
    "    </testcase>",
    '    <testcase classname="nsmodel" name="b #1.jsonl" file="b #1.jsonl" time="1.000">',
    '      <failure message="fork: expected &lt;&quot;ok&quot;&gt; &amp; found | EAGAIN">b #1.jsonl:3: fork: expected &lt;&quot;ok&quot;&gt; &amp; found | EAGAIN',
    "b #1.jsonl:4:7: 50%,",
    "more</failure>",
    "    </testcase>",
    '    <testcase classname="nsmodel" name="c" time="0.000">',
    '      <skipped message="no kernel">no kernel</skipped>',
    "    </testcase>",
    '    <testcase classname="nsmodel" name="d: never-leaves" file="./d.ts" time="0.000">',
    '      <failure message="broken in 1 step:">broken in 1 step:',
    "1. Task 1 leaves.</failure>",
    "    </testcase>",
    "  </testsuite>",
    "</testsuites>",
    "",
  ]);
});

test("TAP", () => {
  expect(REPORTERS.tap(RESULTS, "1.0.0").split("\n")).toEqual([
    "TAP version 14",
    "1..4",
    "ok 1 - a.jsonl",
    "# 2 events",
    "not ok 2 - b \\#1.jsonl",
    "  ---",
    "  severity: fail",
    "  failures:",
    '    - "line 3: fork: expected <\\"ok\\"> & found | EAGAIN"',
    '    - "line 4:7: 50%,\\nmore"',
    "  ...",
    "ok 3 - c # SKIP no kernel",
    "not ok 4 - d: never-leaves",
    "  ---",
    "  severity: fail",
    "  failures:",
    '    - "broken in 1 step:\\n1. Task 1 leaves."',
    "  ...",
    "",
  ]);
});

test("GitHub", () => {
  expect(REPORTERS.github(RESULTS, "1.0.0").split("\n")).toEqual([
    '::error file=b #1.jsonl,line=3,title=b #1.jsonl::fork: expected <"ok"> & found | EAGAIN',
    "::error file=b #1.jsonl,line=4,col=7,title=b #1.jsonl::50%25,%0Amore",
    "::notice title=c::no kernel",
    "::error file=./d.ts,title=d%3A never-leaves::broken in 1 step:%0A1. Task 1 leaves.",
    "4 tests: 1 passed, 2 failed, 0 with errors, 1 skipped",
    "",
  ]);
});

test("Markdown", () => {
  expect(REPORTERS.markdown(RESULTS, "1.0.0").split("\n")).toEqual([
    "**4 tests**: 1 passed, 2 failed, 0 with errors, 1 skipped",
    "",
    "| test | line | status | why |",
    "| --- | --: | --- | --- |",
    "| b #1.jsonl | 3 | failed | fork: expected &lt;&quot;ok&quot;&gt; &amp; found &#124; EAGAIN |",
    "| b #1.jsonl | 4:7 | failed | 50%,<br>more |",
    "| c |  | skipped | no kernel |",
    "| d: never-leaves |  | failed | broken in 1 step:<br>1. Task 1 leaves. |",
    "",
  ]);
});

/** A failed test with this name. */
const called = (name: string): TestResult => ({
  name,
  seconds: 0,
  status: "failed",
  failures: [{ message: "it differs" }],
  summary: "",
});

test("a name is text in Markdown, whatever it could begin there", () => {
  expect(REPORTERS.markdown([called("[a](b) *c* `d` _e_ ~f~ <g> \\")], "1.0.0")).toContain(
    "| &#91;a&#93;(b) &#42;c&#42; &#96;d&#96; &#95;e&#95; &#126;f&#126; &lt;g&gt; &#92; |",
  );
});

test("a reader of JUnit gets the ends of lines in a name as they are", () => {
  expect(REPORTERS.junit([called("a\nb\tc\rd")], "1.0.0")).toContain('name="a&#10;b&#9;c&#13;d"');
});

test("JSON", () => {
  expect(JSON.parse(REPORTERS.json(RESULTS, "1.0.0"))).toEqual({
    nsmodel: "1.0.0",
    passed: 1,
    failed: 2,
    error: 0,
    skipped: 1,
    seconds: 1.25,
    tests: RESULTS,
  });
});

describe("whatever stands in a message", () => {
  const anything = fc.record({
    name: fc.string({ unit: anyCharacter, minLength: 1 }),
    seconds: fc.constant(0),
    status: fc.constantFrom("passed", "failed", "error", "skipped"),
    failures: fc.array(fc.record({ line: fc.nat(), message: fc.string({ unit: anyCharacter }) }), {
      minLength: 1,
    }),
    summary: fc.string({ unit: anyCharacter }),
  });

  test.each([
    ["github", /^(::(error|notice) [^\n\r]*|\d+ tests?: [^\n]*)$/],
    ["tap", /^(TAP version 14|1\.\.\d+|#[^\n\r]*|(not )?ok \d+ - .*| {2}.*)$/su],
    ["markdown", /^(\*\*.*|\| .* \||)$/su],
  ] as const)("a line of %s is a line of it", (name, line) => {
    fc.assert(
      fc.property(fc.array(anything), (results) => {
        for (const each of REPORTERS[name](results, "1.0.0").split("\n").slice(0, -1))
          expect(each).toMatch(line);
      }),
    );
  });

  test.each(["github", "tap", "markdown"] as const)("%s has no control character", (name) => {
    fc.assert(
      fc.property(fc.array(anything), (results) => {
        expect(REPORTERS[name](results, "1.0.0")).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
      }),
    );
    const red = RESULTS.map((result) => ({ ...result, name: "\x1b[31m", file: "\x1b[31m" }));
    expect(REPORTERS[name](red, "1.0.0")).not.toContain("\x1b");
  });

  test("what YAML has no character for is escaped in TAP", () => {
    const failures = [{ message: "/\ufeff\ufffe\uffff" }];
    const results = RESULTS.map((result) => ({ ...result, status: "failed" as const, failures }));
    expect(REPORTERS.tap(results, "1.0.0")).toContain('"/\\ufeff\\ufffe\\uffff"');
  });

  test("no backslash in Markdown stands before a bar but the one that escapes it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("\\", "|", "a") }), (message) => {
        const [, , , , row = ""] = REPORTERS.markdown(
          [{ name: "a", seconds: 0, status: "failed", failures: [{ message }], summary: "" }],
          "1.0.0",
        ).split("\n");
        expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
        expect(row).not.toContain("\\\\");
      }),
    );
  });

  test("JUnit has no character that XML cannot hold, and every element ends", () => {
    fc.assert(
      fc.property(fc.array(anything), (results) => {
        const text = REPORTERS.junit(results, "1.0.0");
        const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
        expect(
          codes.filter((code) => (code < 0x20 && ![9, 10, 13].includes(code)) || code === 0xfffe),
        ).toEqual([]);
        expect(text.match(/<testcase /g)?.length ?? 0).toBe(results.length);
        const isEmpty = text.match(/<testcase [^>]*\/>/g)?.length ?? 0;
        expect(text.match(/<\/testcase>/g)?.length ?? 0).toBe(results.length - isEmpty);
      }),
    );
  });
});
