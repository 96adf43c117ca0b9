import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { KernelReplay } from "../../../src/conformance/replay-on-kernel.ts";
import { readHistory } from "../../../src/history/read-history.ts";
import { loggedEvents } from "../../../src/report/log/logged-events.ts";

const TEXT = `{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":2,"containers":2,"kinds":["uts"],"names":[]}}
{"op":"fork","task":1,"outcome":"ok"}
{"op":"kill","task":1,"path":"/","outcome":"ok"}
{"op":"exit","task":2,"outcome":"ok"}
`;

const read = readHistory(Buffer.from(TEXT), [nested]);
if (!read.ok) throw new Error(read.problem.message);
const { history } = read;

test("what a design comes to is logged, and what it shows where that has changed", () => {
  const events = loggedEvents(history);
  expect(events.map(({ line, outcome, shows }) => [line, outcome, shows !== undefined])).toEqual([
    [2, "ok", true],
    [3, "EBUSY", false],
    [4, "ok", true],
  ]);
});

test("of a kernel its outcomes, and in words without numbers of its own where it shows something else", () => {
  const kernel: KernelReplay = {
    release: "6.18",
    containers: true,
    events: 2,
    outcomes: ["ok", "EPERM"],
    differences: [
      { line: 1, sort: "task", words: "a stray process" },
      { line: 2, sort: "namespace", words: "should be in uts:[4026532801], but is in uts:[4026531838]" },
      { line: 3, sort: "namespace", words: "is in uts:[4026531838]" },
    ],
    stopped: { line: 4, why: "no" },
  };
  expect(loggedEvents(history, kernel)).toMatchObject([
    { outcome: "ok", differs: ["a stray process", "should be in uts:[#1], but is in uts:[#2]"] },
    { outcome: "EPERM", differs: ["is in uts:[#2]"] },
  ]);
});
