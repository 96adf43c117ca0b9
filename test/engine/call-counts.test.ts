import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addCalls,
  type CallCounts,
  countCall,
  countsFor,
  neverRefused,
  neverSucceeded,
  sumOfCalls,
} from "../../src/engine/call-counts.ts";
import type { Outcome } from "../../src/model/outcome.ts";

const OPS = ["fork", "exit", "kill"] as const;
const DESIGN = { calls: { fork: [], exit: [], kill: [] } };
const REFUSALS = { refusals: { fork: ["EAGAIN"], kill: ["ENOENT", "EBUSY"] } } as const;

const anyCall = fc.record({
  op: fc.constantFrom(...OPS),
  outcome: fc.constantFrom<Outcome>("ok", "EAGAIN", "ENOENT", "EBUSY"),
  unchanged: fc.boolean(),
  new: fc.boolean(),
});
const anyCalls = fc.array(anyCall);

function counted(
  calls: readonly (typeof anyCall extends fc.Arbitrary<infer Call> ? Call : never)[],
): CallCounts {
  const counts = countsFor(DESIGN);
  for (const { op, outcome, ...is } of calls) countCall(counts, op, outcome, is);
  return counts;
}

test("each call is counted by its operation and what it came to, and of those that were ok what they changed", () => {
  fc.assert(
    fc.property(anyCalls, (calls) => {
      for (const [op, count] of counted(calls)) {
        const own = calls.filter((call) => call.op === op);
        const ok = own.filter(({ outcome }) => outcome === "ok");
        const refused: Record<string, number> = {};
        for (const { outcome } of own) if (outcome !== "ok") refused[outcome] = (refused[outcome] ?? 0) + 1;
        expect(count).toEqual({
          ok: ok.length,
          unchanged: ok.filter(({ unchanged }) => unchanged).length,
          new: ok.filter((call) => call.new).length,
          refused,
        });
      }
    }),
  );
});

test("what was counted in two places is what was counted in one", () => {
  fc.assert(
    fc.property(anyCalls, anyCalls, (here, there) => {
      const counts = counted(here);
      addCalls(counts, counted(there));
      expect(counts).toEqual(counted([...here, ...there]));
      const none: CallCounts = new Map();
      addCalls(none, counts);
      expect([...none]).toEqual([...counts]);
    }),
  );
});

test("the sum has all calls of all operations, and leaves them as they are", () => {
  fc.assert(
    fc.property(anyCalls, (calls) => {
      const counts = counted(calls);
      const sum = sumOfCalls(counts);
      const asOne = counted(calls.map((call) => ({ ...call, op: "fork" as const })));
      expect(sum).toEqual(asOne.get("fork"));
      expect(counts).toEqual(counted(calls));
    }),
  );
});

test("before the first call nothing is counted for any operation, in the design's order", () => {
  const nothing = { ok: 0, unchanged: 0, new: 0, refused: {} };
  expect([...countsFor(DESIGN)]).toEqual(OPS.map((op) => [op, nothing]));
  const counts: CallCounts = new Map();
  countCall(counts, "fork", "ok", { unchanged: false, new: true });
  expect([...counts]).toEqual([["fork", { ok: 1, unchanged: 0, new: 1, refused: {} }]]);
});

test("operations that never succeeded, and refusals that never came up, are those that no call came to", () => {
  fc.assert(
    fc.property(anyCalls, (calls) => {
      const counts = counted(calls);
      const had = (op: string, outcome: string) =>
        calls.some((call) => call.op === op && call.outcome === outcome);
      expect(neverSucceeded(counts)).toEqual(OPS.filter((op) => !had(op, "ok")));
      const missing = Object.entries(REFUSALS.refusals).flatMap(([op, errnos]) => {
        const left = errnos.filter((errno) => !had(op, errno));
        return left.length > 0 ? [[op, left]] : [];
      });
      expect([...neverRefused(counts, REFUSALS)]).toEqual(missing);
      expect(neverRefused(counts, {}).size).toBe(0);
    }),
  );
});

test("of an operation that was never tried no refusal has come up", () => {
  expect([...neverRefused(new Map(), REFUSALS)]).toEqual([
    ["fork", ["EAGAIN"]],
    ["kill", ["ENOENT", "EBUSY"]],
  ]);
});
