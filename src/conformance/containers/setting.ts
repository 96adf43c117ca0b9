/** Where histories are played: an agent, a cgroup hierarchy, and the run's own cgroup in it. */
import { randomBytes } from "node:crypto";
import { readlinkSync } from "node:fs";
import { Agent, type AgentOptions, AgentRefused } from "../agent/agent.ts";
import { compileAgent } from "../agent/compile.ts";
import { isSystemCallError } from "../agent/errno-error.ts";
import { WORKING_DIRECTORY } from "../agent/flags.ts";
import { MAIN } from "../agent/operations.ts";
import { CannotRun } from "../cannot-run.ts";
import {
  type Candidate,
  type Cgroup2Mounts,
  findCgroup2,
  type Hierarchy,
  NO_HIERARCHY,
  OWN_HIERARCHY,
  ownHierarchy,
} from "./hierarchy.ts";
import { MAKER_ATTRIBUTE, makerOf, writeMaker } from "./maker.ts";
import { hasSysAdmin } from "./privileges.ts";
import { hintFor, probeCalls, probeKill } from "./probe.ts";
import { sweep } from "./sweep.ts";

/** How a setting is chosen. */
export interface SettingOptions {
  /** `v2` is the machine's cgroup2; `v1` is a hierarchy mounted for this run alone. Default: `v2`. */
  readonly hierarchy?: "v1" | "v2";
  /** The controller of a hierarchy v1. Default: it has none. */
  readonly controller?: "freezer";
  /** Whether the tasks are in their own user namespace. Default: only if this process lacks CAP_SYS_ADMIN. */
  readonly user?: boolean;
  /** How the agent is started. */
  readonly agent?: Pick<AgentOptions, "ids" | "program" | "environment" | "patience">;
}

/** Where histories are played. Closing the agent ends it. */
export interface Setting {
  readonly agent: Agent;
  readonly hierarchy: Hierarchy;
  /** The absolute path of the run's own cgroup; empty if there is none. */
  readonly base: string;
  /** What is not available, as sentences. */
  readonly leftOut: readonly string[];
  /** Why no cgroup can be used, as clauses; empty if one can. */
  readonly refusals: readonly string[];
}

/** Where the run's own hierarchy is mounted, in the agent's mount namespace only. */
const OWN_MOUNT = "/sys/fs/cgroup";
const DIRECTORY_MODE = 0o755;

const IN_USER_NAMESPACE =
  "The tasks are in a user namespace, for lack of CAP_SYS_ADMIN: calls that need rights outside of it are refused.";

/** Where cgroup2 is mounted. @throws {CannotRun} if it is not */
export function mountsOfCgroup2(): Cgroup2Mounts {
  const mounts = findCgroup2();
  if (mounts.candidates.length > 0 || mounts.refused.length > 0) return mounts;
  throw new CannotRun(
    "no cgroup2 is mounted",
    "Mount it with `mount -t cgroup2 none DIRECTORY`, or choose the hierarchy v1.",
  );
}

/** Starts an agent and finds a cgroup for a run. @throws {CannotRun} if this machine cannot play histories */
export async function prepareSetting(options: SettingOptions = {}): Promise<Setting> {
  if (process.platform !== "linux")
    throw new CannotRun("this is not Linux", "Run it on Linux 5.14 or newer, e.g. in a virtual machine.");
  mustShowProcesses();
  const { hierarchy = "v2", controller, user = !hasSysAdmin() } = options;
  if (hierarchy === "v1" && user)
    throw new CannotRun(
      "only the superuser may mount a hierarchy of version 1",
      "Run it as root, or choose v2.",
    );
  const mounts = hierarchy === "v1" ? ownMounts(controller) : mountsOfCgroup2();
  const data = controller ?? `none,name=${OWN_HIERARCHY}`;
  const ownMount = { flags: 0, source: "none", target: OWN_MOUNT, type: "cgroup", data };
  const { agent, notes } = await startAgent(hierarchy === "v1" ? [ownMount] : [], user, options.agent);
  try {
    await probeCalls(agent);
    const setting = await settleIn(agent, mounts, user);
    return { ...setting, leftOut: [...notes, ...setting.leftOut] };
  } catch (error) {
    // A failure to close would only be a consequence.
    await agent.close().catch(() => undefined);
    throw error;
  }
}

/** @throws {CannotRun} if /proc is not that of this process's pid namespace */
export function mustShowProcesses(): void {
  try {
    if (readlinkSync("/proc/self") === String(process.pid)) return;
  } catch (error) {
    if (!isSystemCallError(error)) throw error;
  }
  throw new CannotRun("/proc does not show this process", "Mount it with `mount -t proc proc /proc`.");
}

/** The version 1 hierarchy that the agent mounts, in which every process is at the top. */
function ownMounts(controller: string | undefined): Cgroup2Mounts {
  return {
    candidates: [{ hierarchy: ownHierarchy(OWN_MOUNT, controller), parents: [OWN_MOUNT] }],
    refused: [],
  };
}

interface StartedAgent {
  readonly agent: Agent;
  /** Notes on how its program was obtained, as sentences. */
  readonly notes: readonly string[];
}

async function startAgent(
  mounts: NonNullable<AgentOptions["mounts"]>,
  user: boolean,
  options: SettingOptions["agent"] = {},
): Promise<StartedAgent> {
  const compiled = options.program === undefined ? await compileAgent() : undefined;
  const program = options.program ?? compiled;
  try {
    const agent = await Agent.start({
      ...options,
      ...(program && { program }),
      user,
      mounts,
    });
    return { agent, notes: compiled?.notes ?? [] };
  } catch (error) {
    if (error instanceof AgentRefused) throw new CannotRun(error.message, hintFor(error.errno));
    throw error;
  } finally {
    await compiled?.file.close();
  }
}

async function settleIn(
  agent: Agent,
  { candidates, refused }: Cgroup2Mounts,
  user: boolean,
): Promise<Setting> {
  const leftOut = user ? [IN_USER_NAMESPACE] : [];
  const refusals = [...refused];
  for (const { hierarchy, parent } of placesIn(candidates)) {
    leftOut.push(...(await sweep(agent, parent)));
    const base = `${parent}/nsmodel-${process.pid}-${randomBytes(4).toString("hex")}`;
    const refusal = await makeBase(agent, base);
    if (refusal !== undefined) {
      refusals.push(`${refusal} in ${parent}`);
      continue;
    }
    if (hierarchy.version === "v2") await probeKill(agent, base);
    return { agent, hierarchy, base, leftOut, refusals: [] };
  }
  leftOut.push(
    `No cgroup can be used here (${refusals.join(", ")}): only the tool keeps track of the containers, and they are not compared. Give it a ` +
      "writable cgroup2, or, as an ordinary user, start it in a delegated one, e.g. with `systemd-run --user --scope -p Delegate=yes`.",
  );
  return { agent, hierarchy: NO_HIERARCHY, base: "", leftOut, refusals };
}

function placesIn(candidates: readonly Candidate[]) {
  return candidates.flatMap(({ hierarchy, parents }) => parents.map((parent) => ({ hierarchy, parent })));
}

/** Makes the run's cgroup, and checks that a task can move there. @returns what was refused, if anything */
async function makeBase(agent: Agent, base: string): Promise<string | undefined> {
  const maker = makerOf(agent.pid);
  if (maker === undefined)
    throw new CannotRun("/proc does not show the agent's process", "Mount it without the option hidepid.");
  const place = { directory: WORKING_DIRECTORY, path: base } as const;
  const [made, marked] = await agent.perform([
    { call: "at_end", path: base, mode: DIRECTORY_MODE },
    { call: "setxattr", slot: MAIN, ...place, name: MAKER_ATTRIBUTE, value: writeMaker(maker) },
  ]);
  if (made.outcome !== "ok") return `mkdir: ${made.outcome}`;
  if (marked.outcome !== "ok") return `setxattr: ${marked.outcome}`;
  const [spawned, moved] = await agent.perform([
    { call: "spawn", child: 0, cgroup: null },
    { call: "write", slot: 0, ...place, path: `${base}/cgroup.procs`, bytes: Buffer.from("0") },
    { call: "reset" },
  ]);
  if (spawned.outcome !== "ok") return `fork: ${spawned.outcome}`;
  if (moved.outcome !== "ok") return `a move: ${moved.outcome}`;
  return undefined;
}
