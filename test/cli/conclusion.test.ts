import { describe, expect, test } from "vitest";
import { conclusionOf, exitCodeOf } from "../../src/cli/conclusion.ts";

const HOLDS = { verdict: "holds", cases: 1 } as const;
const BROKEN = { verdict: "broken", cases: 1 } as const;
const OPEN = { verdict: "not-decided", cases: 0 } as const;
const NO_CASE = { verdict: "holds", cases: 0 } as const;
const NOT_ASKED = { verdict: "does-not-apply", cases: 0 } as const;

describe("what verdicts come to", () => {
  test.each([
    ["as-claimed", 0, []],
    ["as-claimed", 0, [HOLDS, NOT_ASKED, NO_CASE]],
    ["not-decided", 4, [HOLDS, OPEN, NOT_ASKED]],
    ["broken", 1, [OPEN, BROKEN, HOLDS]],
  ] as const)("%s, exit code %i", (conclusion, code, verdicts) => {
    expect(conclusionOf(verdicts)).toBe(conclusion);
    expect(exitCodeOf(conclusion)).toBe(code);
  });

  test("nothing is claimed of a property that is named and does not apply, or has no case", () => {
    expect(conclusionOf([HOLDS, NO_CASE], true)).toBe("not-decided");
    expect(conclusionOf([HOLDS, NOT_ASKED], true)).toBe("not-decided");
    expect(conclusionOf([BROKEN, NOT_ASKED], true)).toBe("broken");
    expect(conclusionOf([HOLDS], true)).toBe("as-claimed");
  });
});
