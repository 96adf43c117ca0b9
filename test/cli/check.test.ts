import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "shell-quote";
import { afterAll, describe, expect, test } from "vitest";
import { NSMODEL } from "./command.ts";

const SMALL = ["--tasks", "2", "--containers", "3", "--kinds", "uts"];

const folder = mkdtempSync(join(tmpdir(), "nsmodel-check-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function nsmodel(...args: readonly string[]): Promise<Run> {
  return new Promise((done) => {
    execFile(process.execPath, [NSMODEL, ...args], { cwd: folder }, (error, output, errors) =>
      done({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
  });
}

async function checkJson(...args: readonly string[]) {
  return JSON.parse((await nsmodel("check", ...args, "--json")).output);
}

describe("check", () => {
  test("as JSON it has the counts, the verdicts, and histories as lines of a history", async () => {
    const found = await checkJson(...SMALL, "--no-symmetry");
    expect(found).toMatchObject({
      model: "nested",
      scope: { tasks: 2, containers: 3, kinds: ["uts"], names: [], images: 0 },
      worlds: 29,
      transitions: { ok: 134, refused: { EAGAIN: 32, ENOSPC: 28, ENXIO: 2, EBUSY: 44 } },
      depth: 6,
      complete: true,
      symmetry: false,
    });
    expect(found.seconds).toBeGreaterThan(0);
    const broken = found.verdicts.filter(({ verdict }: { verdict: string }) => verdict === "broken");
    expect(broken).toMatchObject([
      {
        property: "always-enterable",
        history: [
          { op: "fork", task: 1, outcome: "ok" },
          { op: "unshare", task: 1, kinds: ["uts"], outcome: "ok" },
          { op: "unshare", task: 1, kinds: ["uts"], outcome: "ok" },
        ],
        call: { op: "setns", task: 2, path: "/unnamed1", outcome: "ENXIO" },
      },
    ]);
  });

  test("worlds that differ only in numbers count once unless that is turned off", async () => {
    const { verdicts, ...found } = await checkJson(...SMALL);
    expect(found).toMatchObject({ worlds: 16, symmetry: true, opaque: [], depth: 6 });
    const whole = await checkJson(...SMALL, "--no-symmetry");
    expect(whole).toMatchObject({ worlds: 29, symmetry: false });
    const verdictsOf = (found: typeof verdicts) =>
      found.map(({ cases, ...verdict }: { cases: number }) => ({ ...verdict, hasCases: cases > 0 }));
    expect(verdictsOf(whole.verdicts)).toEqual(verdictsOf(verdicts));
  });

  test.each([
    ["broken", [...SMALL], 1],
    ["as claimed", [...SMALL, "--property", "never-leaves"], 0],
    ["not decided", [...SMALL, "--property", "never-leaves", "--depth", "2"], 4],
    ["broken, and another not decided", [...SMALL, "--depth", "4"], 1],
    ["an unknown design", ["netsed"], 2],
    ["an unknown property", ["--property", "alway-enterable"], 2],
    ["a bad number", ["--tasks", "0"], 2],
    ["an unknown kind", ["--kinds", "utz"], 2],
    ["nothing to resume", ["--resume", "missing"], 2],
  ])("exit code: %s", async (_, args, code) => {
    const run = await nsmodel("check", ...args);
    expect(run.code).toBe(code);
    expect(run.errors).not.toMatch(/^\s+at /m);
    if (code === 2) expect(run.errors).not.toBe("");
  });

  test("--no-continue stops at the depth at which a property is broken", async () => {
    const { complete, depth, verdicts } = await checkJson(...SMALL, "--no-continue");
    expect({ complete, depth }).toEqual({ complete: false, depth: 4 });
    expect(verdicts[0]).toMatchObject({
      verdict: "not-decided",
      why: "the search stopped when a property was broken",
    });
  });

  test("a search that was saved goes on to the same result, and not as another", async () => {
    const args = [...SMALL, "--property", "never-leaves", "nothing-leaks"];
    await nsmodel("check", ...args, "--save", "saved", "--worlds", "10");
    expect(readdirSync(join(folder, "saved"))).toHaveLength(1);
    const { seconds: _, bytes: __, ...resumed } = await checkJson("--resume", "saved");
    const { seconds: ___, bytes: ____, ...whole } = await checkJson(...args);
    expect(resumed).toEqual(whole);
    expect(await nsmodel("check", "--tasks", "3", "--resume", "saved")).toMatchObject({ code: 2 });
  });

  test("what is broken ends with a command line that finds it again", async () => {
    const { output } = await nsmodel("check", ...SMALL, "--names", "a,b c");
    const line = /^To repeat this: nsmodel (?<words>.*)$/m.exec(output)?.groups?.["words"] ?? "";
    expect(line).toBe(
      "check nested --tasks 2 --containers 3 --kinds uts --names 'a,b c' --property always-enterable",
    );
    expect(await nsmodel(...parse(line).map(String))).toMatchObject({
      code: 1,
      output: expect.stringContaining(line),
    });
  });

  test("the histories that it writes replay", async () => {
    await nsmodel("check", ...SMALL, "--histories", "found");
    const file = join("found", "nested-always-enterable.jsonl");
    expect(existsSync(join(folder, file))).toBe(true);
    expect(await nsmodel("replay", file)).toMatchObject({ code: 0 });
  });

  test("a file that is not a history is not replaced by one", async () => {
    mkdirSync(join(folder, "notes"));
    const file = join(folder, "notes", "nested-always-enterable.jsonl");
    writeFileSync(file, "my notes\n");
    const { code, output, errors } = await nsmodel("check", ...SMALL, "--histories", "notes");
    expect(code).toBe(2);
    expect(output).toMatch(/always-enterable .* broken/);
    expect(errors).toMatch(/nested-always-enterable\.jsonl already exists and is not a history\./);
    expect(readFileSync(file, "utf8")).toBe("my notes\n");
  });
});

describe("simulate", () => {
  test("the same seed gives the same runs, and what it breaks replays", async () => {
    const args = ["simulate", "--runs", "15", "--seed", "3", "--property", "always-enterable", "--json"];
    const once = await nsmodel(...args, "--histories", "broken");
    const { seconds: _, ...first } = JSON.parse(once.output);
    const { seconds: __, ...second } = JSON.parse((await nsmodel(...args)).output);
    expect(once.code).toBe(1);
    expect(second).toEqual(first);
    expect(first.verdicts[0].history).toHaveLength(3);
    expect(await nsmodel("replay", join("broken", "nested-always-enterable.jsonl"))).toMatchObject({
      code: 0,
    });
  });

  test.each([
    ["does not apply", "restart-is-faithful"],
    ["is about runs that never end", "killed-goes"],
  ])("of a property that is named and %s nothing is found out", async (_, property) => {
    const few = ["simulate", ...SMALL, "--runs", "1", "--property", "never-leaves"];
    expect(await nsmodel(...few, property, "--json")).toMatchObject({
      code: 4,
      output: expect.stringContaining('"conclusion": "not-decided"'),
    });
    expect(await nsmodel(...few)).toMatchObject({ code: 0 });
  });
});

test("what simulate breaks ends with a command line that breaks it again", async () => {
  const { output } = await nsmodel("simulate", ...SMALL, "--runs", "20", "--length", "30", "--seed", "3");
  const line = /^To repeat this: nsmodel (?<words>.*)$/m.exec(output)?.groups?.["words"] ?? "";
  expect(line).toBe(
    "simulate nested --tasks 2 --containers 3 --kinds uts --runs 20 --length 30 --seed 3 --property always-enterable",
  );
  expect(await nsmodel(...parse(line).map(String))).toMatchObject({
    code: 1,
    output: expect.stringContaining(line),
  });
});
