import { expect, test } from "vitest";
import { conclusionOfConformance } from "../../../src/cli/kernel/conclusion-of-conformance.ts";
import type { CoverageRow } from "../../../src/conformance/coverage.ts";
import type { PartsResult } from "../../../src/conformance/parts.ts";

const unseen: CoverageRow = {
  op: "kill",
  refusal: "kill outside",
  outcome: "EINVAL",
  seen: 0,
  kinds: {},
  whyNever: undefined,
};
const agreeing: PartsResult = {
  histories: 1,
  events: 1,
  calls: new Map(),
  coverage: [{ ...unseen, seen: 1 }],
  divergences: [],
  stopped: new Map(),
  unplayed: new Map(),
  end: "all were played",
  complete: true,
  parts: [],
};

const concluded = (found: Partial<PartsResult>, histories: "random" | "every transition") =>
  conclusionOfConformance({ ...agreeing, ...found }, { histories }, undefined, []);

test("a rule that never came up is a broken claim of all transitions, not of random histories", () => {
  expect(concluded({}, "every transition")).toBe("as-claimed");
  expect(concluded({ coverage: [unseen] }, "every transition")).toBe("broken");
  expect(concluded({ coverage: [unseen] }, "random")).toBe("as-claimed");
  expect(concluded({ coverage: [{ ...unseen, whyNever: "of the kernel" }] }, "every transition")).toBe(
    "as-claimed",
  );
});

test("a part of the histories need not come to each rule", () => {
  const how = { histories: "every transition", shard: { number: 1, of: 2 } } as const;
  expect(conclusionOfConformance({ ...agreeing, coverage: [unseen] }, how, undefined, [])).toBe("as-claimed");
});

test("what was not played to its end is not decided", () => {
  expect(concluded({ complete: false, coverage: [unseen] }, "every transition")).toBe("not-decided");
  expect(concluded({ unplayed: new Map([["it", 1]]) }, "random")).toBe("not-decided");
  expect(conclusionOfConformance(agreeing, { histories: "random" }, undefined, undefined)).toBe(
    "not-decided",
  );
});
