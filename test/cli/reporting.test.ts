import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type GivenReporting, report } from "../../src/cli/reporting.ts";
import { paint, print } from "../../src/cli/terminal.ts";
import { NSMODEL } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-reporting-"));
afterAll(() => rmSync(folder, { recursive: true }));
const out = join(folder, "results");

const RESULT = { name: "a", seconds: 0, status: "passed", failures: [], summary: "" } as const;

describe("results in a file", () => {
  const written = async (given: Omit<GivenReporting, "out">): Promise<string> => {
    await report(
      { ...given, out },
      {
        text: () => {
          print(paint("red", "one"));
          print("two");
        },
        json: () => ({ found: 1 }),
        results: () => [RESULT],
      },
    );
    return readFileSync(out, "utf8");
  };

  test("as text, without colours", async () =>
    expect(await written({ reporter: "text" })).toBe("one\ntwo\n"));
  test("as all that was found", async () =>
    expect(JSON.parse(await written({ reporter: "text", json: true }))).toMatchObject({ found: 1 }));
  test("as those of tests", async () =>
    expect(await written({ reporter: "tap" })).toBe("TAP version 14\n1..1\nok 1 - a\n"));
});

const SMALL = ["--tasks", "2", "--containers", "2", "--kinds", "uts"];
const HISTORIES = join(import.meta.dirname, "../histories");

test.each([
  ["check", ["nested", ...SMALL, "--property", "never-leaves"], 0, /^ok 1 - nested: never-leaves$/m],
  [
    "matrix",
    ["flat", ...SMALL, "--no-cost", "--property", "never-leaves"],
    0,
    /^ok 1 - flat: never-leaves$/m,
  ],
  ["replay", [join(HISTORIES, "fork-ok.jsonl")], 0, /^ok 1 - .*fork-ok\.jsonl$/m],
] as const)(
  "%s tells its results as those of tests, and its exit code is the same",
  (command, words, code, line) => {
    const { stdout, status } = spawnSync(
      process.execPath,
      [NSMODEL, command, ...words, "--reporter", "tap"],
      {
        encoding: "utf8",
      },
    );
    expect(stdout).toMatch(line);
    expect(status).toBe(code);
  },
);

test("an output that cannot be written is told before the work, and two forms at once are refused", () => {
  const run = (...words: string[]) =>
    spawnSync(process.execPath, [NSMODEL, "check", ...SMALL, ...words], { encoding: "utf8" });
  const unwritable = run("--reporter", "tap", "--out", join(folder, "none/results"));
  expect([unwritable.stderr, unwritable.status]).toEqual([
    expect.stringContaining("there is no such folder"),
    2,
  ]);
  const both = run("--reporter", "tap", "--json");
  expect([both.stderr, both.status]).toEqual([expect.stringContaining("--reporter"), 2]);
});
