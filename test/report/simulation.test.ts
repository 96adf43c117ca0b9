import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { always, sometimes } from "../../src/domains/containers/property.ts";
import { eventsOf } from "../../src/history/history.ts";
import type { Property } from "../../src/model/property.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { runVerdictsInWords } from "../../src/report/simulation.ts";
import { nestedHistory, op } from "./design.ts";

const about = { claim: "a claim", source: "a test" };
const checked = (name: string): Property => always({ name, ...about, check: () => "holds" });
const sought = (name: string): Property => sometimes({ name, ...about, check: () => "holds" });
const open = (property: string, cases: number): Verdict => ({
  property,
  verdict: "not-decided",
  why: "random runs",
  cases,
});

const told = (verdicts: readonly Verdict[], properties: readonly Property[] = []) =>
  runVerdictsInWords(verdicts, properties, undefined, 200);

const LAST = "Only a search can say that a property holds.";

describe("what was not broken is counted", () => {
  test.each([
    [[1], "1 property, in 1 case."],
    [[7], "1 property, in 7 cases."],
    [[7, 7], "2 properties, in 7 cases each."],
    [[1234, 1, 56], "3 properties, in 1 to 1,234 cases each."],
  ])("%j cases", (cases, words) => {
    const verdicts = cases.map((number, index) => open(`p${index}`, number));
    expect(told(verdicts)).toEqual([`Not broken in these runs: ${words} ${LAST}`]);
  });
});

test("what had no case and what was not reached are named apart", () => {
  const properties = [checked("idle"), checked("also-idle"), sought("far")];
  expect(told([open("far", 0), open("idle", 0), open("also-idle", 0)], properties)).toEqual([
    "Had no case in these runs, so nothing is known about them: idle, also-idle.",
    "Not reached in these runs: far.",
  ]);
});

test("what does not apply is named", () => {
  const verdict: Verdict = { property: "images", verdict: "does-not-apply", why: "no image", cases: 0 };
  expect(told([verdict])).toEqual(["Do not apply: images."]);
});

test("what is broken and what was reached stand in a table at the end", () => {
  const history = eventsOf(nestedHistory(op("fork", 1)));
  const broken: Verdict = { property: "p", verdict: "broken", why: "it is so", cases: 1, history };
  const reached: Verdict = { property: "q", verdict: "holds", why: "", cases: 2, history };
  const lines = told([broken, open("r", 3), reached]);
  expect(lines[0]).toBe(`Not broken in these runs: 1 property, in 3 cases. ${LAST}`);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/p +│ broken in 1 step +│ 1 +│ it is so/);
  expect(lines[1]).toMatch(/q +│ reached in 1 step +│ 2 /);
  expect(lines[1]).not.toMatch(/ r /);
});

test("of nothing it says nothing", () => {
  expect(told([])).toEqual([]);
});

test("each property is named or counted once, and no line is too long", () => {
  const anyVerdict = fc.record({ isSought: fc.boolean(), cases: fc.integer({ min: 0, max: 2 }) });
  fc.assert(
    fc.property(fc.array(anyVerdict), fc.integer({ min: 40, max: 120 }), (all, width) => {
      const properties = all.map(({ isSought }, index) => (isSought ? sought : checked)(`<p${index}>`));
      const verdicts = all.map(({ cases }, index) => open(`<p${index}>`, cases));
      const text = runVerdictsInWords(verdicts, properties, undefined, width).join("\n");
      const named = text.match(/<p\d+>/g) ?? [];
      const withoutCase = verdicts.filter(({ cases }) => cases === 0).map(({ property }) => property);
      expect(named.toSorted()).toEqual(withoutCase.toSorted());
      for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
    }),
  );
});

test("a name of one's own cannot write to the terminal", () => {
  expect(told([open("\u001b[2J", 0)]).join("\n")).not.toContain("\u001b");
});
