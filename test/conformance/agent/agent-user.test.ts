import { mkdtempSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Agent } from "../../../src/conformance/agent/agent.ts";
import { cloneFlags, NAMESPACE_FLAGS } from "../../../src/conformance/agent/flags.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { describeOnKernel } from "../machine.ts";
import { ask, given, outcomes, spawned } from "./asked.ts";
import { compiledPath } from "./compiled.ts";
import { statusOf } from "./processes.ts";

const NOBODY = { uid: 65534, gid: 65534 };

describeOnKernel("an ordinary user's agent", ["superuser", "compiler"], () => {
  let agent: Agent;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "nsmodel-agent-user-"));
    // The cache is here, not in the superuser's home, which is closed to others.
    await chmod(folder, 0o755);
    const program = await compiledPath({ environment: { ...process.env, XDG_CACHE_HOME: folder } });
    agent = await Agent.start({ program, user: true, ids: NOBODY });
  });
  afterAll(async () => {
    await agent.close();
    rmSync(folder, { recursive: true });
  });

  test("has no capabilities, and its bodies are the superuser of a user namespace", async () => {
    expect(agent.greeting.capabilities).toBe(0n);
    const { hostPid } = await spawned(agent, 0);
    expect(statusOf(hostPid, "Uid")).toBe("65534\t65534\t65534\t65534");
    expect(statusOf(hostPid, "CapEff")).not.toBe("0".repeat(16));
    const map = given(await ask(agent, { call: "read", slot: 0, directory: { procOf: 0 }, path: "uid_map" }));
    expect(Buffer.from(map).toString().trim().split(/ +/)).toEqual(["0", "65534", "1"]);
  });

  test("has every kind of namespace made, and kills what it made", async () => {
    expect(
      await outcomes(agent, [
        { call: "reset" },
        { call: "spawn", child: 0, cgroup: null },
        { call: "unshare", slot: 0, flags: cloneFlags(KINDS.filter((kind) => kind !== "user")) },
        { call: "clone", slot: 0, child: 1, flags: NAMESPACE_FLAGS.user, cgroup: null },
        { call: "setns", slot: 1, file: { pidfdOf: 0 }, flags: NAMESPACE_FLAGS.uts },
        { call: "snapshot", show: ["user", "status"], slots: [0, 1] },
        { call: "reset" },
        { call: "start", user: false, apart: true },
      ]),
    ).toEqual(["ok", "ok", "ok", "ok", "EPERM", "ok", "ok", "EEXIST"]);
  });
});
