/** Finds where the kernel counts tasks for a run. */
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
  /** `undefined` if there is no controller, or it may not be used: then the manager counts. */
  readonly controller: PidsController | undefined;
  /** What could not be removed of earlier runs, as sentences. */
  readonly leftOut: readonly string[];
}

/**
 * Where the version 1 pids controller is mounted.
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
 * Finds the pids controller for a run, and makes the run's cgroup there. Removes what earlier runs left there.
 *
 * @param base the run's cgroup
 * @throws {CannotRun} if /proc does not show the agent
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
    // The agent's own version 1 hierarchy may be mounted over the machine's cgroups in its mounts, but not in those of this process.
    const outside = version === "v1" ? `/proc/${process.pid}/root${mount}` : mount;
    leftOut.push(...(await sweep(agent, outside)));
    const directory = `${outside}/${base.slice(base.lastIndexOf("/") + 1)}`;
    if (await makesBase(agent, directory)) return { controller: { version: "v1", directory }, leftOut };
  }
  return { controller: undefined, leftOut };
}

/** Makes the run's cgroup and records its maker on it. @returns whether that succeeded */
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

/** Enables the controller for the histories' cgroups. @returns whether the run's cgroup has it and may pass it on */
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
