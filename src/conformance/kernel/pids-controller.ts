/** Where the kernel counts tasks for a run. */
import { readFileSync } from "node:fs";
import type { Agent } from "../agent/agent.ts";
import { WORKING_DIRECTORY } from "../agent/flags.ts";
import { MAIN } from "../agent/operations.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { MAKER_ATTRIBUTE, makerOf, writeMaker } from "./maker.ts";
import type { PidsController } from "./managed/task-limit.ts";
import { sweep } from "./sweep.ts";

const DIRECTORY_MODE = 0o755;

/** Where the pids controller of version 1 is mounted; nothing where it is not. */
function pidsMount(mountinfo = readFileSync("/proc/self/mountinfo", "utf8")): string | undefined {
  for (const line of mountinfo.split("\n")) {
    const [before = "", after = ""] = line.split(" - ");
    const [type, , options = ""] = after.split(" ");
    if (type === "cgroup" && options.split(",").includes("pids")) return before.split(" ")[4];
  }
  return undefined;
}

/**
 * Finds the pids controller for a run, and makes the run's cgroup there. What earlier runs left there is removed.
 *
 * @param base the run's cgroup
 * @returns nothing where there is none, or it may not be used: then the manager counts
 */
export async function findPidsController(
  agent: Agent,
  { version }: Hierarchy,
  base: string,
): Promise<PidsController | undefined> {
  if (version === "none") return undefined;
  if (version === "v2" && (await enablesPids(agent, base))) return { version: "v2" };
  const mount = pidsMount();
  if (mount === undefined) return undefined;
  // The agent's own hierarchy of version 1 may cover the machine's cgroups in its mounts, but not in those of this process.
  const outside = version === "v1" ? `/proc/${process.pid}/root${mount}` : mount;
  await sweep(agent, outside);
  const directory = `${outside}/${base.slice(base.lastIndexOf("/") + 1)}`;
  const maker = makerOf(agent.pid);
  if (maker === undefined) throw new Error("the agent is not to be seen in /proc");
  const [made, marked] = await agent.perform([
    { call: "at_end", path: directory, mode: DIRECTORY_MODE },
    {
      call: "setxattr",
      slot: MAIN,
      directory: WORKING_DIRECTORY,
      path: directory,
      name: MAKER_ATTRIBUTE,
      value: writeMaker(maker),
    },
  ]);
  return made.outcome === "ok" && marked.outcome === "ok" ? { version: "v1", directory } : undefined;
}

/** Whether the run's cgroup has the controller and may give it to those of its histories. */
async function enablesPids(agent: Agent, base: string): Promise<boolean> {
  const file = (name: string) => ({ directory: WORKING_DIRECTORY, path: `${base}/${name}` });
  const [shown] = await agent.perform([{ call: "read", slot: MAIN, ...file("cgroup.controllers") }]);
  if (!("value" in shown) || !Buffer.from(shown.value).toString().split(/\s/).includes("pids")) return false;
  const bytes = Buffer.from("+pids");
  const [{ outcome }] = await agent.perform([
    { call: "write", slot: MAIN, ...file("cgroup.subtree_control"), bytes },
  ]);
  return outcome === "ok";
}
