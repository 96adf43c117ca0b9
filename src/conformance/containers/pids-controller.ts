/** Where the kernel counts tasks for a run. */
import { readFileSync } from "node:fs";
import type { Agent } from "../agent/agent.ts";
import { WORKING_DIRECTORY } from "../agent/flags.ts";
import { MAIN } from "../agent/operations.ts";
import { CannotRun } from "../cannot-run.ts";
import { type Hierarchy, withoutEscapes } from "./hierarchy.ts";
import { MAKER_ATTRIBUTE, makerOf, writeMaker } from "./maker.ts";
import type { PidsController } from "./managed/task-limit.ts";
import { sweep } from "./sweep.ts";

const DIRECTORY_MODE = 0o755;

/** Where tasks are counted for a run. */
export interface TaskCounting {
  /** Nothing where there is no controller, or it may not be used: then the manager counts. */
  readonly controller: PidsController | undefined;
  /** What of earlier runs could not be removed, in sentences. */
  readonly leftOut: readonly string[];
}

/**
 * Where the pids controller of version 1 is mounted.
 *
 * @param mountinfo the text of /proc/PID/mountinfo
 */
export function pidsMounts(mountinfo: string): string[] {
  return mountinfo.split("\n").flatMap((line) => {
    const [before = "", after = ""] = line.split(" - ");
    const [type, , options = ""] = after.split(" ");
    const mount = before.split(" ")[4];
    if (mount === undefined || type !== "cgroup" || !options.split(",").includes("pids")) return [];
    return [withoutEscapes(mount)];
  });
}

/**
 * Finds the pids controller for a run, and makes the run's cgroup there. What earlier runs left there is removed.
 *
 * @param base the run's cgroup
 * @throws {CannotRun} where /proc does not show the agent
 */
export async function findPidsController(
  agent: Agent,
  { version }: Hierarchy,
  base: string,
): Promise<TaskCounting> {
  if (version === "none") return { controller: undefined, leftOut: [] };
  if (version === "v2" && (await enablesPids(agent, base)))
    return { controller: { version: "v2" }, leftOut: [] };
  const leftOut: string[] = [];
  for (const mount of pidsMounts(readFileSync("/proc/self/mountinfo", "utf8"))) {
    // The agent's own hierarchy of version 1 may cover the machine's cgroups in its mounts, but not in those of this process.
    const outside = version === "v1" ? `/proc/${process.pid}/root${mount}` : mount;
    leftOut.push(...(await sweep(agent, outside)));
    const directory = `${outside}/${base.slice(base.lastIndexOf("/") + 1)}`;
    if (await makesBase(agent, directory)) return { controller: { version: "v1", directory }, leftOut };
  }
  return { controller: undefined, leftOut };
}

/** Makes the run's cgroup, which tells its maker. @returns whether that could be done */
async function makesBase(agent: Agent, directory: string): Promise<boolean> {
  const maker = makerOf(agent.pid);
  if (maker === undefined)
    throw new CannotRun("/proc does not show the agent's process", "Mount it without the option hidepid.");
  const place = { directory: WORKING_DIRECTORY, path: directory } as const;
  const [made, marked] = await agent.perform([
    { call: "at_end", path: directory, mode: DIRECTORY_MODE },
    { call: "setxattr", slot: MAIN, ...place, name: MAKER_ATTRIBUTE, value: writeMaker(maker) },
  ]);
  return made.outcome === "ok" && marked.outcome === "ok";
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
