import { expect, test } from "vitest";
import type { PartsResult } from "../../../src/conformance/parts.ts";
import { conformanceResults } from "../../../src/report/reporters/of-conformance.ts";
import { NESTED } from "../design.ts";

const RESULT: PartsResult = {
  histories: 2,
  events: 6,
  calls: new Map([
    ["fork", { ok: 4, unchanged: 0, new: 0, refused: { EAGAIN: 1 } }],
    ["exit", { ok: 1, unchanged: 0, new: 0, refused: {} }],
  ]),
  divergences: [],
  stopped: new Map(),
  unplayed: new Map(),
  coverage: [],
  parts: [],
  end: "all were played",
  complete: true,
};

const resultsOf = (result: Partial<PartsResult>, isUndecided = false) =>
  conformanceResults(
    {
      model: NESTED,
      scope: { tasks: 2, containers: 2, kinds: ["uts"], names: [], images: 0 },
      how: { histories: "every transition", symmetry: true, length: 1 },
      result: { ...RESULT, ...result },
      seconds: 2,
      release: "6.12",
      hierarchy: undefined,
      countsTasks: true,
      times: new Map(),
    },
    isUndecided,
  );

test("each operation is a test, which passes where the kernel agrees", () => {
  expect(resultsOf({})).toEqual([
    {
      name: "nested on Linux 6.12: fork",
      seconds: 1,
      status: "passed",
      failures: [],
      summary: "4 ok, EAGAIN\u00a01",
    },
    { name: "nested on Linux 6.12: exit", seconds: 1, status: "passed", failures: [], summary: "1 ok" },
  ]);
});

test("one that was never tried is skipped, and it is said why", () => {
  const calls = new Map([["kill", { ok: 0, unchanged: 0, new: 0, refused: {} }]]);
  expect(resultsOf({ calls })).toMatchObject([
    {
      name: "nested on Linux 6.12: kill",
      status: "skipped",
      failures: [{ message: "it was never tried: no played history calls it" }],
    },
  ]);
});

test("a difference fails the operation at which it is", () => {
  const differences = [{ sort: "outcome", words: "fork comes to EPERM" }] as const;
  const divergence = {
    sort: "outcome",
    op: "fork",
    events: [],
    differences,
    histories: 1,
    isMinimal: true,
  } as const;
  const scope = { tasks: 2 };
  expect(
    resultsOf({ divergences: [{ ...divergence, scope }] }).map(({ status, failures }) => [status, failures]),
  ).toEqual([
    [
      "failed",
      [
        {
          message:
            "outcome, at fork (one history); no event can be left out of this one:\n   fork comes to EPERM",
        },
      ],
    ],
    ["passed", []],
  ]);
});

test("so does what the kernel was never seen to come to, where all was asked", () => {
  const row = { refusal: "no room", outcome: "EAGAIN", seen: 0, kinds: {}, whyNever: undefined } as const;
  const coverage = [
    { ...row, op: "fork" },
    { ...row, op: undefined, refusal: undefined },
  ];
  expect(resultsOf({ coverage }).map(({ name, status, failures }) => [name, status, failures])).toEqual([
    [
      "nested on Linux 6.12: fork",
      "failed",
      [{ message: "the kernel was never seen to return EAGAIN (no room)" }],
    ],
    ["nested on Linux 6.12: exit", "passed", []],
    ["nested on Linux 6.12: any call", "failed", [{ message: "the kernel was never seen to return EAGAIN" }]],
  ]);
  expect(resultsOf({ coverage, complete: false }).map(({ status }) => status)).toEqual(["passed", "passed"]);
});

test("what was not played or compared is skipped, and it is said why", () => {
  const unplayed = new Map([["no memory", 1]]);
  expect(resultsOf({ end: "time", complete: false, unplayed }, true).at(-1)).toEqual({
    name: "nested on Linux 6.12: everything",
    seconds: 0,
    status: "skipped",
    failures: [
      { message: "Time limit reached: not all histories were played." },
      { message: "1 history not played: no memory" },
    ],
    summary: "2 histories",
  });
  expect(resultsOf({}, true).at(-1)?.failures).toEqual([
    { message: "not everything could be compared here" },
  ]);
});
