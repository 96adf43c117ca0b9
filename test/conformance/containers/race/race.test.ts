import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Program } from "../../../../src/conformance/agent/compile.ts";
import { type Grounds, openGrounds } from "../../../../src/conformance/containers/race/ground.ts";
import {
  type Heat,
  type Planned,
  plan,
  type RaceOptions,
  race,
  summary,
} from "../../../../src/conformance/containers/race/race.ts";
import { compileRace, type Try } from "../../../../src/conformance/containers/race/race-program.ts";
import { RACING } from "../../../../src/conformance/containers/race/ways.ts";
import { describeOnKernel } from "../../machine.ts";

const FEW: RaceOptions = { tries: 3, tasks: 3, forkers: 2, milliseconds: 1000 };

function tried(left: number, hasEnded = true): Try {
  return { left, microseconds: left * 10, rounds: 1, hasEnded, born: left + 1 };
}

test("tries that did not end are none in which someone was left behind", () => {
  const found = summary([tried(0), tried(5), tried(2), tried(9, false)]);
  expect(found).toMatchObject({ tries: 4, unended: 1, leftBehind: 2, left: { median: 2, most: 5 } });
  expect(found).toMatchObject({ microseconds: { median: 20, most: 90 }, born: { median: 3, most: 10 } });
});

test("where nobody was left there is no number of those, and no history", () => {
  expect(summary([tried(0)])).toMatchObject({ leftBehind: 0, left: undefined, history: undefined });
});

describeOnKernel("a race", ["superuser", "compiler", "cgroup2"], () => {
  let grounds: Grounds;
  let program: Program;
  beforeAll(async () => {
    [grounds, program] = [await openGrounds(), await compileRace()];
  });
  afterAll(async () => {
    await program.file.close();
    for (const ground of grounds.all) await ground.close();
    expect(cgroupsLeft()).toEqual([]);
  });

  async function raced(planned: readonly Planned[], options: RaceOptions, asked?: AbortSignal) {
    const racing = race(program, planned, options, asked);
    for (;;) {
      const next = await racing.next();
      if (next.done) return next.value;
    }
  }

  const inShort = ({ design, tries, unended }: Heat) => `${design}: ${tries} tries, ${unended} not ended`;

  test("makes the tries of every way", async () => {
    const planned = plan(grounds.all, RACING);
    const heats = await raced(planned, FEW);
    expect(heats.map(inShort)).toEqual(
      planned.map(({ way: { design } }) => `${design}: 3 tries, 0 not ended`),
    );
    expect(new Set(heats.map(({ design }) => design))).toEqual(new Set(RACING));
    for (const { design, leftBehind, born } of heats) {
      expect(born.median).toBeGreaterThanOrEqual(FEW.tasks);
      if (design !== "walking-kill") expect(leftBehind).toBe(0);
    }
  });

  test("is bounded in processes where the kernel counts them", () => {
    const { counted, base } = grounds.all.at(-1) ?? { counted: "", base: "" };
    const limit = counted === "" ? `${base}/pids.max` : counted.replace(/cgroup\.procs$/, "pids.max");
    expect(readFileSync(limit, "utf8")).toBe("1026\n");
  });

  test("can be ended, and goes on with nothing", async () => {
    const asking = new AbortController();
    const planned = plan(grounds.all, ["walking-kill"]);
    const racing = race(program, planned, { ...FEW, tries: 100_000 }, asking.signal);
    for (let count = 0; count < 3; count++) await racing.next();
    asking.abort();
    for (;;) {
      const next = await racing.next();
      if (!next.done) continue;
      expect(next.value).toHaveLength(1);
      expect(next.value[0]?.tries).toBeLessThan(1000);
      return;
    }
  });

  test("says why it cannot be run", async () => {
    const [planned] = plan(grounds.all, ["walking-kill"]);
    if (planned === undefined) throw new Error("there is no ground");
    const nowhere = { ...planned, ground: { ...planned.ground, base: "/nowhere" } };
    await expect(raced([nowhere], FEW)).rejects.toThrow(
      /the race cannot be run \(\/nowhere\/1 cannot be made/,
    );
  });
});

describeOnKernel("the end of a race", ["superuser", "compiler", "cgroup2"], () => {
  test("thaws who is frozen", async ({ skip }) => {
    const { all } = await openGrounds();
    const ground = all.find(({ version, has }) => version === "v1" && has.includes("freezer"));
    const sleeper = spawn("sleep", ["1000"]);
    const gone = once(sleeper, "exit");
    if (ground !== undefined) {
      const cgroup = join(ground.base, "1");
      mkdirSync(cgroup);
      writeFileSync(join(cgroup, "cgroup.procs"), String(sleeper.pid));
      writeFileSync(join(cgroup, "freezer.state"), "FROZEN");
    }
    sleeper.kill("SIGKILL");
    await Promise.all(all.map((one) => one.close()));
    await gone;
    expect(cgroupsLeft()).toEqual([]);
    if (ground === undefined) skip("this machine has no freezer of version 1");
  });
});

/** The cgroups of this process's runs. */
function cgroupsLeft(): string[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter((line) => / - cgroup2? /.test(line))
    .flatMap((line) => readdirSync(line.split(" ")[4] ?? ""))
    .filter((name) => name.startsWith(`nsmodel-${process.pid}-`));
}
