import type { Agent } from "../../../src/conformance/agent/agent.ts";
import { NAMESPACE_FLAGS, WORKING_DIRECTORY } from "../../../src/conformance/agent/flags.ts";
import { MAIN } from "../../../src/conformance/agent/operations.ts";
import { given } from "./asked.ts";

/** Makes a cgroup that is removed when the agent ends, two more below it, and three bodies in them, one of them an init. */
export async function inCgroup(agent: Agent, cgroup: string): Promise<void> {
  const directory = (path: string) => ({ directory: WORKING_DIRECTORY, path, flags: 0o200000, mode: 0 });
  const results = await agent.perform([
    { call: "at_end", path: cgroup, mode: 0o755 },
    { call: "mkdir", slot: MAIN, directory: WORKING_DIRECTORY, path: `${cgroup}/a`, mode: 0o755 },
    { call: "mkdir", slot: MAIN, directory: WORKING_DIRECTORY, path: `${cgroup}/a/b`, mode: 0o755 },
    { call: "open", slot: MAIN, ...directory(cgroup) },
    { call: "spawn", child: 0, cgroup: { resultOf: 3 } },
    { call: "open", slot: MAIN, ...directory(`${cgroup}/a/b`) },
    { call: "clone", slot: 0, child: 1, flags: NAMESPACE_FLAGS.pid, cgroup: { resultOf: 5 } },
    { call: "clone", slot: 1, child: 2, flags: NAMESPACE_FLAGS.cgroup, cgroup: null },
  ]);
  for (const result of results) given<unknown>(result);
}
