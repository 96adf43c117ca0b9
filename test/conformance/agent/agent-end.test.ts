import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Agent, AgentFailure } from "../../../src/conformance/agent/agent.ts";
import { WAIT } from "../../../src/conformance/agent/flags.ts";
import { MAIN } from "../../../src/conformance/agent/operations.ts";
import { cgroup2Mount, describeOnKernel } from "../machine.ts";
import { ask, cloned, given, outcomes, spawned } from "./asked.ts";
import { inCgroup } from "./in-cgroup.ts";
import { familyOf, stillThere } from "./processes.ts";

const HOLDER = fileURLToPath(new URL("./holder.ts", import.meta.url));
const PATIENCE = { timeout: 10_000 };

describeOnKernel("the end of the agent", ["superuser", "compiler", "cgroup2"], () => {
  const cgroups = cgroup2Mount() ?? "";
  const cgroupFor = (what: string) => join(cgroups, `nsmodel-test-${process.pid}-${what}`);

  test("by close leaves no process and no cgroup", async () => {
    const agent = await Agent.start();
    const cgroup = cgroupFor("close");
    await inCgroup(agent, cgroup);
    const family = familyOf(agent.pid);
    expect(family).toHaveLength(5);
    expect(readFileSync(join(cgroup, "a/b/cgroup.procs"), "utf8").trim().split("\n")).toHaveLength(2);
    await agent.close();
    expect(stillThere(family)).toEqual([]);
    expect(existsSync(cgroup)).toBe(false);
    await expect(agent.perform([])).rejects.toThrow("the agent ended with status 0");
  });

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("by %s does too", async (signal) => {
    const agent = await Agent.start();
    const cgroup = cgroupFor(signal);
    await inCgroup(agent, cgroup);
    const family = familyOf(agent.pid);
    process.kill(agent.pid, signal);
    await expect.poll(() => stillThere(family), PATIENCE).toEqual([]);
    expect(existsSync(cgroup)).toBe(false);
    await expect(agent.close()).rejects.toThrow(AgentFailure);
  });

  test("by the death of the process that holds it does too", async () => {
    const cgroup = cgroupFor("holder");
    const holder = spawn(process.execPath, ["--import", "tsx", HOLDER, cgroup]);
    const pid = Number(await new Promise((done) => holder.stdout.once("data", (line) => done(String(line)))));
    const family = familyOf(pid);
    expect(family).toHaveLength(5);
    holder.kill("SIGKILL");
    await expect.poll(() => stillThere(family), PATIENCE).toEqual([]);
    expect(existsSync(cgroup)).toBe(false);
  });

  test("comes even while a body works on without an end", async () => {
    const agent = await Agent.start();
    await spawned(agent, 0);
    await cloned(agent, 0, 1);
    const family = familyOf(agent.pid);
    const endless = expect(
      agent.perform([{ call: "waitid", slot: 0, pidfd: { pidfdOf: 1 }, options: WAIT.exited }]),
    ).rejects.toThrow("the agent ended with status 0");
    process.kill(agent.pid, "SIGTERM");
    await endless;
    await expect.poll(() => stillThere(family), PATIENCE).toEqual([]);
  });

  test("by SIGKILL takes every body with it, and whoever waits is told", async () => {
    const agent = await Agent.start();
    await spawned(agent, 0);
    await cloned(agent, 0, 1, 0x2000_0000);
    const family = familyOf(agent.pid);
    const waiting = [
      agent.perform([{ call: "wait_gone", until: "gone", milliseconds: 60_000, slots: [0] }]),
      agent.perform([{ call: "hello" }]),
    ].map((promise) => expect(promise).rejects.toThrow("the agent ended with SIGKILL"));
    process.kill(agent.pid, "SIGKILL");
    await Promise.all(waiting);
    await expect.poll(() => stillThere(family), PATIENCE).toEqual([]);
  });

  test("removes what it made, and nothing else", async () => {
    const agent = await Agent.start();
    const cgroup = cgroupFor("other");
    mkdirSync(cgroup);
    try {
      expect(
        await outcomes(agent, [
          { call: "at_end", path: cgroup, mode: 0o755 },
          { call: "at_end", path: "relative", mode: 0o755 },
        ]),
      ).toEqual(["EEXIST", "EINVAL"]);
      given(await ask(agent, { call: "at_end", path: `${cgroup}/made`, mode: 0o755 }));
      rmdirSync(`${cgroup}/made`);
      mkdirSync(`${cgroup}/made`);
      await expect(agent.close()).rejects.toThrow(`another directory is now at ${cgroup}/made`);
      expect(existsSync(`${cgroup}/made`)).toBe(true);
    } finally {
      rmdirSync(`${cgroup}/made`);
      rmdirSync(cgroup);
    }
  });

  test("waits for those who came into its cgroup otherwise", async () => {
    const agent = await Agent.start();
    const cgroup = cgroupFor("guest");
    given(await ask(agent, { call: "at_end", path: cgroup, mode: 0o755 }));
    const guest = spawn("sleep", ["1000"]);
    const died = new Promise((done) => guest.once("exit", (_status, signal) => done(signal)));
    const [moved] = await agent.perform([
      {
        call: "write",
        slot: MAIN,
        directory: -100,
        path: `${cgroup}/cgroup.procs`,
        bytes: Buffer.from(String(guest.pid)),
      },
    ]);
    given(moved);
    await agent.close();
    expect(existsSync(cgroup)).toBe(false);
    expect(await died).toBe("SIGKILL");
  });

  test("is said when it cannot be started", async () => {
    await expect(Agent.start({ program: "/nonexistent/agent" })).rejects.toThrow(
      /cannot be started .*ENOENT/,
    );
    await expect(Agent.start({ program: "/bin/false" })).rejects.toThrow("the agent ended with status 1");
  });
});
