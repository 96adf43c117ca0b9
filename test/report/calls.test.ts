import { expect, test } from "vitest";
import type { CallCounts } from "../../src/engine/call-counts.ts";
import { callTable, neverRefusedInWords, neverSucceededInWords } from "../../src/report/calls.ts";

const counts: CallCounts = new Map([
  ["fork", { ok: 1200, unchanged: 0, new: 0, refused: { EAGAIN: 3 } }],
  ["rename", { ok: 0, unchanged: 0, new: 0, refused: { EINVAL: 1, EEXIST: 4 } }],
  ["kill", { ok: 0, unchanged: 0, new: 0, refused: { EBUSY: 1 } }],
  ["restart", { ok: 0, unchanged: 0, new: 0, refused: {} }],
]);

test("a row for each operation, and one for all together", () => {
  const rows = callTable(counts)
    .split("\n")
    .filter((line) => line.startsWith("│"))
    .map((line) => line.replaceAll("│", " ").trim().split(/\s+/));
  expect(rows.map(([op]) => op)).toEqual(["operation", "fork", "rename", "kill", "restart", "all"]);
  expect(rows[1]).toEqual(["fork", "1,200", "EAGAIN", "3"]);
  expect(rows[5]?.slice(0, 2)).toEqual(["all", "1,200"]);
});

test("an errno and its number stay on one line, however narrow the table", () => {
  const table = callTable(counts, 36);
  expect(table).toMatch(/EINVAL.1/);
  expect(table).toMatch(/EEXIST.4/);
  for (const line of table.split("\n")) expect(line.length).toBeLessThanOrEqual(36);
});

test("what never succeeded is named, with how often it was tried", () => {
  expect(neverSucceededInWords(counts)).toBe(
    "Never succeeded in these runs: rename (refused 5 times), kill (refused 1 time) and restart (never called).",
  );
  expect(neverSucceededInWords(new Map([...counts].slice(0, 1)))).toBeUndefined();
});

test("of the refusals that a design declares those are named that never came up", () => {
  const refusals = { fork: ["EAGAIN"], rename: ["ENOENT", "EBUSY", "EINVAL"], kill: ["ENOENT"] } as const;
  expect(neverRefusedInWords(counts, { refusals })).toBe(
    "Never refused in these runs: rename with ENOENT and EBUSY; kill with ENOENT.",
  );
  expect(neverRefusedInWords(counts, { refusals: { fork: ["EAGAIN"] } })).toBeUndefined();
  expect(neverRefusedInWords(counts, {})).toBeUndefined();
});
