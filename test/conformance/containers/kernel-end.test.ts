import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { OWN_HIERARCHY } from "../../../src/conformance/containers/hierarchy.ts";
import { ContainerKernel } from "../../../src/conformance/containers/kernel.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { familyOf } from "../agent/processes.ts";
import { conformed, scopeOf } from "../conforming.ts";
import { cgroup2Mount, describeOnKernel } from "../machine.ts";

const PLAYER = fileURLToPath(new URL("./player.ts", import.meta.url));
const PATIENCE = { timeout: 20_000, interval: 20 };
const KILLS = 10;
/** Upper bound on how long a player plays before it is killed, in milliseconds. */
const LONGEST_PLAY = 200;

/** The pids that play histories here. Other tests may play at the same time. */
const players = new Set([process.pid]);

/** The processes, cgroups and mounts of this process and its players. */
function belongings() {
  return {
    processes: familyOf(process.pid).length,
    cgroups: [...players].flatMap(runsOf),
    mounts: readFileSync("/proc/self/mountinfo", "utf8"),
  };
}

function runsOf(pid: number): readonly string[] {
  return readdirSync(cgroup2Mount() ?? "").filter((name) => name.startsWith(`nsmodel-${pid}-`));
}

function hasOwnHierarchy(): boolean {
  return readFileSync("/proc/self/cgroup", "utf8").includes(`:name=${OWN_HIERARCHY}:`);
}

describeOnKernel("what is left of a kernel", ["superuser", "compiler", "cgroup2"], () => {
  test.each(["v2", "v1"] as const)("after 100 histories with %s: nothing", async (hierarchy) => {
    const before = belongings();
    const kernel = await ContainerKernel.start({ hierarchy });
    const kinds = KINDS.filter((kind) => kind !== "net");
    await conformed(kernel, scopeOf(kinds, ["a"]), { histories: "random", runs: 100, length: 10, seed: 5 });
    expect(belongings()).not.toEqual(before);
    await kernel.close();
    await expect.poll(belongings, PATIENCE).toEqual(before);
    await expect.poll(hasOwnHierarchy, PATIENCE).toBe(false);
  });

  test(`after ${KILLS} kill -9 of who plays, at random moments: nothing`, async () => {
    const before = belongings();
    const moments = fc.sample(fc.integer({ min: 0, max: LONGEST_PLAY }), { numRuns: KILLS, seed: 1 });
    await Promise.all([kills(moments.slice(0, KILLS / 2), "v2"), kills(moments.slice(KILLS / 2), "v1")]);
    await expect.poll(belongings, PATIENCE).toEqual(before);
    await expect.poll(hasOwnHierarchy, PATIENCE).toBe(false);
  });

  test("a later run sweeps what a killed agent left, and nothing else", async () => {
    const player = await playing("v2");
    const mount = cgroup2Mount() ?? "";
    const { pid = 0 } = player;
    const [agent = 0] = familyOf(pid).slice(1);
    expect(runsOf(pid)).toHaveLength(1);
    process.kill(agent, "SIGKILL");
    await once(player, "exit");
    expect(runsOf(pid)).toHaveLength(1);

    const stranger = join(mount, `nsmodel-${pid}-00000000`);
    await withCgroup(stranger, async () => {
      const kernel = await ContainerKernel.start();
      expect(runsOf(pid)).toEqual([`nsmodel-${pid}-00000000`]);
      expect(kernel.leftOut).toEqual([]);
      await kernel.close();
      expect(existsSync(stranger)).toBe(true);
    });
  });
});

async function kills(moments: readonly number[], hierarchy: "v1" | "v2"): Promise<void> {
  for (const moment of moments) {
    const player = await playing(hierarchy);
    // The random delay is what is tested: there is nothing to wait for.
    await new Promise((done) => setTimeout(done, moment));
    player.kill("SIGKILL");
    await once(player, "exit");
  }
}

/** Starts a process that plays endlessly, and waits until it has begun. */
async function playing(hierarchy: "v1" | "v2"): Promise<ChildProcess> {
  const player = spawn(process.execPath, ["--import", "tsx", PLAYER, hierarchy], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  players.add(player.pid ?? 0);
  await once(player.stdout, "data");
  return player;
}

async function withCgroup(path: string, use: () => Promise<void>): Promise<void> {
  mkdirSync(path);
  try {
    await use();
  } finally {
    rmdirSync(path);
  }
}
