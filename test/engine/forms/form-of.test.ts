import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pointFormOf } from "../../../src/engine/forms/form-of.ts";
import type { AskedProperties } from "../../../src/engine/forms/point-form.ts";
import type { Finding, PointProperty } from "../../../src/model/property.ts";

const said = { name: "drawn", claim: "", source: "", domain: "drawn" };

const always: PointProperty = { ...said, form: "always", check: () => "holds" };
const onEveryStep: PointProperty = { ...said, form: "on every step", on: ["go"], check: () => "holds" };
const sometimes: PointProperty = { ...said, form: "sometimes", check: () => "holds" };
const ALL = [always, onEveryStep, sometimes];

const broken: Finding = { broken: "why" };

describe("what settles a property", () => {
  test.each([
    { property: always, settling: [broken], settled: "broken", verdict: "broken" },
    { property: onEveryStep, settling: [broken], settled: "broken", verdict: "broken" },
    { property: sometimes, settling: ["holds"], settled: "reached", verdict: "holds" },
  ])("$property.form", ({ property, settling, settled, verdict }) => {
    const form = pointFormOf(property);
    const findings: Finding[] = ["no case", "holds", broken];
    expect(findings.filter((finding) => form.isSettledBy(finding))).toEqual(settling);
    expect(form).toMatchObject({ settled, verdictWhereSettled: verdict });
  });

  test("nothing does where all was seen", () => {
    const verdicts = ALL.map((property) =>
      [0, 1].map((cases) => pointFormOf(property).verdictWhereUnsettled(cases)),
    );
    const held = [
      { verdict: "holds", why: "no case" },
      { verdict: "holds", why: "" },
    ];
    const unreached = { verdict: "broken", why: "never reached" };
    expect(verdicts).toEqual([held, held, [unreached, unreached]]);
  });
});

test("each is asked of worlds or of steps", () => {
  const asked: AskedProperties = { aboutWorlds: [], aboutSteps: [] };
  for (const [index, property] of ALL.entries()) pointFormOf(property).addTo(asked, index);
  expect(asked.aboutWorlds.map(({ index }) => index)).toEqual([0, 2]);
  expect(asked.aboutSteps.map(({ index }) => index)).toEqual([1]);
  const calls = [undefined, { op: "go" }, { op: "stay" }] as const;
  const after = ALL.map((property) =>
    calls.map((call) => pointFormOf(property).isAskedAfter(call && ({ ...call, task: 1 } as never))),
  );
  expect(after).toEqual([
    [true, false, false],
    [false, true, false],
    [true, false, false],
  ]);
});

test("once a history breaks a property it is asked on no level after that of the history's last state", () => {
  fc.assert(
    fc.property(fc.nat({ max: 9 }), fc.nat({ max: 9 }), (length, level) => {
      expect(pointFormOf(always).isOpenOn(level, length)).toBe(level <= length);
      expect(pointFormOf(onEveryStep).isOpenOn(level, length)).toBe(level < length);
      expect(pointFormOf(sometimes).isOpenOn(level, length)).toBe(true);
    }),
  );
});

test("it is the property itself that is asked: its check may use the rest of it", () => {
  class Own {
    readonly form = "always";
    readonly name = "own";
    readonly claim = "";
    readonly source = "";
    readonly domain = "drawn";
    check(): Finding {
      return { broken: this.name };
    }
  }
  const found = pointFormOf(new Own()).findingAt({ world: undefined } as never, {} as never);
  expect(found).toEqual({ broken: "own" });
});
