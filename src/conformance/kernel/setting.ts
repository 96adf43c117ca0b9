/** Where histories are played: an agent, a hierarchy of cgroups, and a cgroup in it that is the run's own. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, type AgentOptions, AgentRefused } from "../agent/agent.ts";
import { WORKING_DIRECTORY } from "../agent/flags.ts";
import { MAIN } from "../agent/operations.ts";
import { CannotRun } from "../cannot-run.ts";
import {
  findCgroup2,
  type Hierarchy,
  NO_HIERARCHY,
  OWN_HIERARCHY,
  ownHierarchy,
  pathInHierarchy,
} from "./hierarchy.ts";
import { MAKER_ATTRIBUTE, makerOf, writeMaker } from "./maker.ts";
import { hasSysAdmin } from "./privileges.ts";
import { sweep } from "./sweep.ts";

/** How a setting is chosen. */
export interface SettingOptions {
  /** `v2` is the machine's cgroup2; `v1` a hierarchy of the run's own, which goes with it. Default: `v2`. */
  readonly hierarchy?: "v1" | "v2";
  /** Whether the tasks are in a user namespace of their own. Default: where this process has not CAP_SYS_ADMIN. */
  readonly user?: boolean;
  /** How the agent is started. */
  readonly agent?: Pick<AgentOptions, "ids" | "program">;
}

/** Where histories are played. To be ended by closing the agent. */
export interface Setting {
  readonly agent: Agent;
  readonly hierarchy: Hierarchy;
  /** The absolute path of the run's own cgroup; empty where there is none. */
  readonly base: string;
  /** What could not be had, in sentences. */
  readonly leftOut: readonly string[];
}

/** What the own hierarchy covers, in the mounts of the agent alone. */
const OWN_MOUNT = "/sys/fs/cgroup";
const DIRECTORY_MODE = 0o755;
const WRITE_ONLY = 1;

const IN_USER_NAMESPACE =
  "The tasks are in a user namespace, for want of CAP_SYS_ADMIN: what needs rights outside of it is refused.";

/** @throws {CannotRun} where the machine cannot */
export async function prepareSetting(options: SettingOptions = {}): Promise<Setting> {
  if (process.platform !== "linux")
    throw new CannotRun("this is not Linux", "Run it on Linux 5.14 or newer, e.g. in a virtual machine.");
  const { hierarchy = "v2", user = !hasSysAdmin() } = options;
  const found = hierarchy === "v1" ? ownHierarchy(OWN_MOUNT) : findCgroup2();
  if (found === undefined)
    throw new CannotRun(
      "no cgroup2 is mounted",
      "Mount it with `mount -t cgroup2 none DIRECTORY`, or choose the hierarchy v1.",
    );
  if (found.version === "v1" && user)
    throw new CannotRun(
      "only the superuser may mount a hierarchy of version 1",
      "Run it as root, or choose v2.",
    );
  const agent = await startAgent(found, user, options.agent);
  try {
    return await settleIn(agent, found, user);
  } catch (error) {
    await agent.close();
    throw error;
  }
}

async function startAgent(
  hierarchy: Hierarchy,
  user: boolean,
  options: SettingOptions["agent"],
): Promise<Agent> {
  const data = `none,name=${OWN_HIERARCHY}`;
  const mount = { flags: 0, source: "none", target: hierarchy.mount, type: "cgroup", data };
  try {
    return await Agent.start({ ...options, user, mounts: hierarchy.version === "v1" ? [mount] : [] });
  } catch (error) {
    if (error instanceof AgentRefused) throw new CannotRun(error.message, hintFor(error.errno));
    throw error;
  }
}

function hintFor(errno: string): string {
  switch (errno) {
    case "EPERM":
    case "EACCES":
      return "Run it as root, in a container with `--privileged`, or where ordinary users may make user namespaces.";
    case "ENOSPC":
    case "EUSERS":
      return "Raise the limits in /proc/sys/user, e.g. `sysctl user.max_user_namespaces=1000`.";
    case "ENODEV":
      return "Take a kernel with CONFIG_CGROUPS and version 1 of it, or choose the hierarchy v2.";
    default:
      return "Take a kernel with all kinds of namespaces, Linux 5.14 or newer.";
  }
}

async function settleIn(agent: Agent, hierarchy: Hierarchy, user: boolean): Promise<Setting> {
  const leftOut = user ? [IN_USER_NAMESPACE] : [];
  const refusals: string[] = [];
  for (const parent of parentsIn(hierarchy)) {
    leftOut.push(...(await sweep(agent, parent)));
    const base = `${parent}/nsmodel-${process.pid}-${randomBytes(4).toString("hex")}`;
    const refusal = await makeBase(agent, base, hierarchy);
    if (refusal === undefined) return { agent, hierarchy, base, leftOut };
    refusals.push(`${refusal} in ${parent}`);
  }
  leftOut.push(
    `No cgroup can be used here (${refusals.join(", ")}): the tool alone keeps the containers. Give it a cgroup to start in ` +
      "that is its user's, e.g. with `systemd-run --user --scope -p Delegate=yes`.",
  );
  return { agent, hierarchy: NO_HIERARCHY, base: "", leftOut };
}

/** Where the run's cgroup may stand: at the top, or else in this process's own, which may be delegated to its user. */
function parentsIn(hierarchy: Hierarchy): readonly string[] {
  const own = pathInHierarchy(readFileSync("/proc/self/cgroup", "utf8"), hierarchy.line) ?? "/";
  return own === "/" || own.startsWith("/..") ? [hierarchy.mount] : [hierarchy.mount, hierarchy.mount + own];
}

/** Makes the run's cgroup, and tries whether a task can go there. @returns what is refused */
async function makeBase(agent: Agent, base: string, { version }: Hierarchy): Promise<string | undefined> {
  const maker = makerOf(agent.pid);
  if (maker === undefined) throw new Error("the agent is not to be seen in /proc");
  const place = { directory: WORKING_DIRECTORY, path: base } as const;
  const [made, marked] = await agent.perform([
    { call: "at_end", path: base, mode: DIRECTORY_MODE },
    { call: "setxattr", slot: MAIN, ...place, name: MAKER_ATTRIBUTE, value: writeMaker(maker) },
  ]);
  if (made.outcome !== "ok") return `mkdir: ${made.outcome}`;
  if (marked.outcome !== "ok") return `setxattr: ${marked.outcome}`;
  const results = await agent.perform([
    { call: "spawn", child: 0, cgroup: null },
    { call: "write", slot: 0, ...place, path: `${base}/cgroup.procs`, bytes: Buffer.from("0") },
    { call: "reset" },
    { call: "open", slot: MAIN, ...place, path: `${base}/cgroup.kill`, flags: WRITE_ONLY, mode: 0 },
    { call: "close", slot: MAIN, file: { resultOf: 3 } },
  ]);
  const [spawned, moved, , kill] = results;
  if (spawned.outcome !== "ok") return `fork: ${spawned.outcome}`;
  if (moved.outcome !== "ok") return `a move: ${moved.outcome}`;
  if (version === "v2" && kill.outcome !== "ok")
    throw new CannotRun(
      "the kernel has no cgroup.kill",
      "Take Linux 5.14 or newer, or choose the hierarchy v1.",
    );
  return undefined;
}
