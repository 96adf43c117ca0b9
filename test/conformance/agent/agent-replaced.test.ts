/** Another program in the agent's place, or an agent that stops answering: this is reported within a time limit, and nothing is left behind. */
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Agent, AgentFailure } from "../../../src/conformance/agent/agent.ts";
import { cgroup2Mount, describeOnKernel } from "../machine.ts";
import { spawned } from "./asked.ts";
import { inCgroup } from "./in-cgroup.ts";
import { familyOf, stillThere } from "./processes.ts";

/** Eight bytes with a small number in the first, as printf(1) takes them. */
const eight = (number: number) => `\\${number.toString(8).padStart(3, "0")}${"\\000".repeat(7)}`;
const head = (length: number, count: number) =>
  [length, count].map((part) => `\\${part.toString(8).padStart(3, "0")}\\000\\000\\000`).join("");
/** The answer of a version 1 agent to `hello`. */
const OLD = `${head(24, 1)}${eight(0)}${eight(1)}${eight(2)}`;
const BOUND = 10_000;

describe("a program that is no agent", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "nsmodel-replaced-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test.each([
    ["prints rubbish and waits", "echo rubbish for an answer; exec sleep 1000", /a frame is too long/],
    ["prints rubbish without an end", "exec yes", /a frame is too long/],
    ["prints nothing and waits", "exec sleep 1000", /no answer for \d seconds/],
    ["says back what it is told", "exec cat", /refuses the greeting|does not answer as it should/],
    ["ends at once", "exit 0", /ended with status 0/],
    ["ends at once with words", "echo so it is not >&2; exit 5", /ended with status 5: so it is not/],
    ["dies of a signal", "kill -SEGV $$", /ended with SIGSEGV/],
    [
      "is an agent of an older version",
      `printf '${OLD}'; exec sleep 1000`,
      /speaks protocol version 1, not \d+/,
    ],
    ["answers twice", `printf '${OLD}${OLD}'; exec sleep 1000`, /speaks protocol version 1|was not made/],
    [
      "says a shorter answer than it gives",
      `printf '${head(16, 1)}${eight(0)}${eight(0)}'; exec sleep 1000`,
      /shorter/,
    ],
  ])("that %s is found out", async (_what, script, words) => {
    const program = join(folder, "agent");
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
    const before = familyOf(process.pid);
    const began = Date.now();
    const failure = await Agent.start({ program, patience: 1000 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AgentFailure);
    expect(failure).toMatchObject({
      message: expect.stringMatching(words),
      hint: expect.stringMatching(/\.$/),
    });
    expect(Date.now() - began).toBeLessThan(BOUND);
    await expect.poll(() => familyOf(process.pid)).toEqual(before);
  });
});

describeOnKernel("an agent in mid-run", ["superuser", "compiler", "cgroup2"], () => {
  const cgroupFor = (what: string) => join(cgroup2Mount() ?? "", `nsmodel-test-${process.pid}-${what}`);

  test.each(["SIGKILL", "SIGSEGV", "SIGSTOP"] as const)(
    "that gets %s is given up, and its cgroup removed",
    async (signal) => {
      const agent = await Agent.start({ patience: 1000 });
      const cgroup = cgroupFor(signal);
      await inCgroup(agent, cgroup);
      const family = familyOf(agent.pid);
      process.kill(agent.pid, signal);
      const asked = agent.perform([{ call: "hello" }]);
      await expect(asked).rejects.toThrow(
        signal === "SIGSTOP" ? /no answer for 1 seconds/ : `ended with ${signal}`,
      );
      await expect(agent.close()).rejects.toThrow(AgentFailure);
      await expect.poll(() => stillThere(family), { timeout: BOUND }).toEqual([]);
      expect(existsSync(cgroup)).toBe(false);
    },
  );

  test("is not given up where it was its client that was halted", async () => {
    const agent = await Agent.start({ patience: 300 });
    const asked = agent.perform([{ call: "hello" }]);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
    await expect(asked).resolves.toMatchObject([{ outcome: "ok" }]);
    await agent.close();
  });

  test("may take the time that it was asked to wait", async () => {
    const agent = await Agent.start({ patience: 300 });
    await spawned(agent, 0);
    const [waited] = await agent.perform([
      { call: "wait_gone", until: "gone", milliseconds: 900, slots: [0] },
    ]);
    expect(waited).toMatchObject({ value: ["living"] });
    await agent.close();
  });
});
