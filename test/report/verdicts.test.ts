import { describe, expect, test } from "vitest";
import { eventsOf } from "../../src/history/history.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { counterexample, verdictInWords, verdictTable } from "../../src/report/verdicts.ts";
import { NESTED, nestedHistory, op, ROOMY } from "./design.ts";

const HISTORY = eventsOf(
  nestedHistory(op("fork", 1), op("unshare", 2, { kinds: ["uts"] }), op("unshare", 2, { kinds: ["uts"] })),
);
const VERDICT: Verdict = {
  property: "always-enterable",
  verdict: "broken",
  why: "task 1 cannot enter /unnamed1",
  cases: 1234,
  history: HISTORY,
  call: { operation: op("setns", 1, { path: "/unnamed1" }), outcome: "ENXIO" },
};

describe("a verdict in words", () => {
  test.each<[string, Partial<Verdict> & Pick<Verdict, "verdict">]>([
    ["holds", { verdict: "holds" }],
    ["holds (no case)", { verdict: "holds", cases: 0 }],
    ["reached in 3 steps", { verdict: "holds", history: HISTORY }],
    ["broken in 1 step", { verdict: "broken", history: HISTORY.slice(0, 1) }],
    ["never reached", { verdict: "broken" }],
    ["not decided", { verdict: "not-decided" }],
    ["does not apply", { verdict: "does-not-apply" }],
  ])("%s", (words, verdict) =>
    expect(verdictInWords({ property: "p", why: "", cases: 7, ...verdict })).toBe(words),
  );
});

test("that there is no case is said once in a row", () => {
  const row = verdictTable([{ property: "p", verdict: "holds", why: "no case", cases: 0 }]);
  expect(row.match(/no case/g)).toHaveLength(1);
});

test("what is taken for granted stands beside what is broken all the same", () => {
  const granted = { ...VERDICT, granted: "exit is weakly fair" };
  const why = "task 1 cannot enter /unnamed1, though exit is weakly fair";
  expect(verdictTable([granted], undefined, 120)).toContain(` ${why} `);
  expect(counterexample(granted, NESTED, ROOMY)).toContain(`: ${why}\n`);
});

describe("the table", () => {
  const why = `${"a long reason ".repeat(9)}${"x".repeat(300)}\u001b[2J`;
  const lines = verdictTable([
    VERDICT,
    { property: "only-rename-renames", verdict: "holds", why, cases: 3 },
  ]).split("\n");

  test("has a line for each verdict, with its number of cases", () => {
    expect(lines[3]).toBe(
      "│ always-enterable    │ broken in 3 steps │ 1,234 │ task 1 cannot enter /unnamed1                  │",
    );
  });

  test("fits 100 columns, says all of the reason, and is safe to print", () => {
    for (const line of lines) {
      expect(line.length).toBeLessThanOrEqual(100);
      expect(line).not.toMatch(/\p{C}/u);
    }
    expect(lines.join("").match(/x/g)?.length).toBe(300);
  });
});

describe("what is not decided", () => {
  const open = (property: string, why: string, cases: number): Verdict => ({
    property,
    verdict: "not-decided",
    why,
    cases,
  });
  const none: Verdict = {
    property: "of-images",
    verdict: "does-not-apply",
    why: "the scope has no image",
    cases: 0,
  };

  test("is listed once for each reason, and has no row", () => {
    const verdicts = [
      open("one", "the time limit of 1 second was reached", 3),
      none,
      open("two", "the time limit of 1 second was reached", 0),
      open("three", "the time limit of 1 second was reached", 2),
    ];
    expect(verdictTable(verdicts)).toBe(
      "Not decided (the time limit of 1 second was reached): one, two and three. No case so far for two.\n" +
        "Does not apply (the scope has no image): of-images.",
    );
  });

  test("has cases or none where it was asked", () => {
    const unasked = { ...open("of-runs", "a bound", 0), unasked: true } as const;
    const others = [open("one", "a bound", 0), open("two", "a bound", 2)];
    expect(verdictTable([unasked])).toBe("Not decided (a bound): of-runs.");
    expect(verdictTable([unasked, ...others])).toBe(
      "Not decided (a bound): of-runs, one and two. No case so far for one.",
    );
  });

  test("stands below the table, in lines that fit", () => {
    const verdicts = [
      VERDICT,
      ...Array.from({ length: 20 }, (_, index) => open(`claim-${index}`, "a bound", 0)),
    ];
    const lines = verdictTable(verdicts, undefined, 60).split("\n");
    expect(lines.find((line) => line.startsWith("└"))).toBeDefined();
    expect(lines.join(" ")).toContain("claim-18 and claim-19. No case so far.");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
  });
});

describe("a counterexample", () => {
  test("tells the history, the last tree if asked, and the call that shows it", () => {
    expect(counterexample(VERDICT, NESTED, ROOMY, undefined, "last")).toBe(
      [
        "always-enterable: broken in 3 steps: task 1 cannot enter /unnamed1",
        "1. Task 1 forks task 2 in the root.",
        "2. Task 2 unshares uts and goes down into the new container /unnamed1.",
        "3. Task 2 unshares uts and goes down into the new container /unnamed1/unnamed1.",
        "   container       no.  nsproxy  uts  net  tasks",
        "   /               1    1        1    1    1",
        "   └─ unnamed1     2    none     -    -    -",
        "      └─ unnamed1  3    3        3    1    2",
        "   / and /unnamed1/unnamed1 share net.",
        "",
        "The call that shows it: Task 1 tries to enter /unnamed1, and is refused: ENXIO (the container has no nsproxy that could be entered).",
      ].join("\n"),
    );
  });

  test("has a tree after each event, unless it is told otherwise", () => {
    const trees = (text: string) => text.match(/no\. /g)?.length ?? 0;
    expect(trees(counterexample(VERDICT, NESTED, ROOMY))).toBe(3);
    expect(trees(counterexample(VERDICT, NESTED, ROOMY, undefined, "none"))).toBe(0);
  });

  test("that needs no event, or that there is none of, says so", () => {
    const { history: _, call: __, ...bare } = VERDICT;
    expect(counterexample({ ...bare, history: [] }, NESTED, ROOMY)).toContain("from the start");
    expect(counterexample(bare, NESTED, ROOMY)).toBe(
      "always-enterable: never reached: task 1 cannot enter /unnamed1",
    );
  });
});
