import { describe, expect, test } from "vitest";
import { comparedWithDesign, conclusionOfRace } from "../../../src/cli/containers/race-beside-design.ts";
import { historyOf } from "../../../src/conformance/containers/race/observed-history.ts";
import type { Heat } from "../../../src/conformance/containers/race/race.ts";

const SPREAD = { median: 1, most: 1 };
/** A child is born after the reading, and is left. */
const SEEN = historyOf({
  births: [
    { at: 0, parent: 1, child: 5 },
    { at: 2, parent: 5, child: 6 },
  ],
  readings: [{ to: 1, pids: [5] }],
  kills: [{ at: 3, pid: 5, errno: 0 }],
  left: [6],
});

function heat(design: string, leftBehind: number, hasHistory = leftBehind > 0): Heat {
  return {
    ...{ design, hierarchy: "v2", tries: 9, unended: 0, leftBehind, left: SPREAD },
    ...{ microseconds: SPREAD, rounds: SPREAD, born: SPREAD },
    history: SEEN && hasHistory ? { ...SEEN, hasEnded: true } : undefined,
  };
}

describe("a heat beside its design", () => {
  test("agrees where the design leaves the same one behind", () => {
    const compared = comparedWithDesign(heat("walking-kill", 1));
    expect(compared.differences).toEqual([]);
    expect(compared.file?.name).toBe("walking-kill-left-behind-v2.jsonl");
    expect(compared.file?.text).toMatch(
      /"expect":\{"property":"kill-reaches-descendants","verdict":"broken"\}\}\n$/,
    );
    expect(conclusionOfRace([compared], true)).toBe("as-claimed");
    expect(conclusionOfRace([compared], false)).toBe("not-decided");
  });

  test("differs where someone was left and the design leaves nobody", () => {
    const compared = comparedWithDesign(heat("freezing-kill", 1));
    expect(compared.differences[0]).toBe(
      "freezing-kill-left-behind-v2.jsonl:5: fork: observed ok, but the design says EINTR.",
    );
    expect(conclusionOfRace([compared], false)).toBe("broken");
  });

  test("decides nothing where someone was left and nobody knows in which order", () => {
    expect(conclusionOfRace([comparedWithDesign(heat("walking-kill", 1, false))], true)).toBe("not-decided");
    expect(conclusionOfRace([comparedWithDesign(heat("walking-kill", 0))], true)).toBe("as-claimed");
  });
});
