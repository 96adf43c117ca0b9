/** When a comparison ends, and what it says about what it played. */
import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { Backend } from "../../src/conformance/backend.ts";
import { type ConformOptions, conform } from "../../src/conformance/conform.ts";
import { conformInParts } from "../../src/conformance/parts.ts";
import { conformanceInWords } from "../../src/report/conformance.ts";
import { conformed, scopeOf } from "./conforming.ts";
import { withOtherErrno, withoutEffect } from "./model-mutants.ts";
import { standingIn } from "./standing-in.ts";

const SCOPE = scopeOf(["uts"], ["a"]);
const RANDOM = { histories: "random", runs: 120, length: 12, seed: 1 } as const;
const EVERY = { histories: "every transition", symmetry: true, length: 12 } as const;
/** A comparison ends after this many differing histories in a row without anything new; this many are played at once. */
const [WITHOUT_NEWS, AT_ONCE] = [25, 16];

const { mutant: idleKill } = withoutEffect(nested, "kill");
const { mutant: wrongRename } = withOtherErrno(nested, "rename");
/** Almost every history forks, and the child is missing. */
const { mutant: idleFork } = withoutEffect(nested, "fork");

const agreeing = standingIn(nested);

describe("a design that differs all the time", () => {
  test("is given up once nothing new comes up", async () => {
    const result = await conformed(agreeing, SCOPE, RANDOM, idleFork);
    expect(result).toMatchObject({ end: "nothing new", complete: false });
    expect(result.histories).toBeGreaterThanOrEqual(WITHOUT_NEWS);
    expect(result.histories).toBeLessThanOrEqual(WITHOUT_NEWS + 3 * AT_ONCE);
  });

  test("is played to the end with all", async () => {
    const result = await conformed(agreeing, SCOPE, { ...RANDOM, all: true }, idleFork);
    expect(result).toMatchObject({ end: "all were played", complete: true, histories: RANDOM.runs });
  });
});

test("histories that agree are all played, however many", async () => {
  const result = await conformed(agreeing, SCOPE, RANDOM);
  expect(result).toMatchObject({ end: "all were played", histories: RANDOM.runs, divergences: [] });
});

test.each([
  ["kill without its effect", idleKill, "kill"],
  ["another errno of rename", wrongRename, "rename"],
])("%s is one way to differ, with a minimal history", async (_, mutant, op) => {
  const { divergences } = await conformed(agreeing, SCOPE, RANDOM, mutant);
  expect(divergences.map((divergence) => divergence.op)).toContain(op);
  for (const { events, isMinimal } of divergences) {
    expect(isMinimal).toBe(true);
    expect(events.length).toBeLessThanOrEqual(4);
  }
});

describe.each([
  ["random histories", RANDOM],
  ["every transition", EVERY],
])("%s", (_, histories) => {
  test("end when the time is up", async () => {
    const result = await conformed(agreeing, SCOPE, { ...histories, seconds: 0 });
    expect(result).toMatchObject({ end: "time", complete: false });
    expect(result.histories).toBeLessThanOrEqual(AT_ONCE);
  });

  test("end when they are interrupted, and so does the shortening", async () => {
    let asked = 0;
    // Short ones, so that a tour has more histories than are played at once.
    const short = { ...histories, length: 2 };
    const playing = conform(agreeing, idleFork, SCOPE, short, () => ++asked > 1);
    let next = await playing.next();
    while (next.done !== true) next = await playing.next();
    expect(next.value).toMatchObject({ end: "interrupted", complete: false });
    expect(next.value.divergences.every(({ isMinimal }) => !isMinimal)).toBe(true);
  });
});

describe("transitions", () => {
  /** Stops every history at the first kill, as if the kernel had no counterpart for it. */
  const stopping: Backend = {
    play: async (model, scope, operations, options) => {
      const end = operations.findIndex(({ op }) => op === "kill");
      const run = await agreeing.play(model, scope, operations.slice(0, end < 0 ? undefined : end), options);
      return { ...run, stopped: end < 0 ? undefined : { sort: "no counterpart", why: "kill: none" } };
    },
  };

  test("are counted only where they were played", async () => {
    const whole = await conformed(agreeing, SCOPE, EVERY);
    const { transitions } = await conformed(stopping, SCOPE, EVERY);
    expect(whole.transitions?.covered).toBe(whole.transitions?.all);
    expect(transitions?.all).toBe(whole.transitions?.all);
    expect(transitions?.covered).toBeLessThan(transitions?.all ?? 0);
    expect(transitions?.covered).toBeGreaterThan(0);
  });

  test.each([
    [agreeing, /^All [\d,]+ transitions of the [\d,]+ worlds up to symmetry were played\.$/m],
    [stopping, /^[\d,]+ of [\d,]+ transitions of the [\d,]+ worlds up to symmetry were played\.$/m],
  ])("are told so", async (backend, words) => {
    const how: ConformOptions = EVERY;
    const playing = conformInParts(backend, nested, [{ scope: SCOPE, how }]);
    let next = await playing.next();
    while (next.done !== true) next = await playing.next();
    const result = next.value;
    const hierarchy = { version: "v2", mount: "/sys/fs/cgroup", line: "0::", isDelegated: false } as const;
    const found = { model: nested, scope: SCOPE, how, result, seconds: 1, release: "6.18", hierarchy };
    expect(conformanceInWords({ ...found, countsTasks: true, times: new Map() })).toMatch(words);
  });
});
