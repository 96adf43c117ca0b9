import { expect, test } from "vitest";
import type { CoverageRow } from "../../src/conformance/coverage.ts";
import { coverageInWords } from "../../src/report/coverage.ts";

const row = (some: Partial<CoverageRow>): CoverageRow => ({
  op: "kill",
  refusal: undefined,
  outcome: "ok",
  seen: 0,
  kinds: {},
  whyNever: undefined,
  ...some,
});

test("says what was seen, what was not, and what cannot be", () => {
  const why = "a task that does not live cannot call";
  const lines = coverageInWords([
    row({ op: undefined, refusal: "no caller", outcome: "ESRCH", whyNever: why }),
    row({ op: "unshare", seen: 1234, kinds: { uts: 3 } }),
    row({ refusal: "kill outside", outcome: "EINVAL" }),
  ]);
  expect(lines.join("\n")).toMatch(/│ unshare +│ ok +│ uts 3 +│ 1,234 │/);
  expect(lines.slice(1)).toEqual([
    "Never seen here: kill EINVAL (kill outside).",
    "Cannot be seen here, because a task that does not live cannot call: any call ESRCH (no caller).",
  ]);
});

test("is nothing where a design gives its refusals no names", () => {
  expect(coverageInWords([])).toEqual([]);
});
