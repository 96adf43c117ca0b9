/** Where races are run: a cgroup in which each try gets its own. */
import type { Agent } from "../../agent/agent.ts";
import { WORKING_DIRECTORY } from "../../agent/flags.ts";
import { MAIN, type Request } from "../../agent/operations.ts";
import { CannotRun } from "../../cannot-run.ts";
import type { Hierarchy } from "../hierarchy.ts";
import { findPidsController } from "../pids-controller.ts";
import { hasSysAdmin } from "../privileges.ts";
import { prepareSetting, type SettingOptions } from "../setting.ts";
import type { Way } from "./ways.ts";

export interface Ground {
  readonly version: "v1" | "v2";
  /** The features of its cgroups that a way to kill may need. */
  readonly has: readonly Way["needs"][];
  readonly release: string;
  /** The cgroup, as this process sees it. */
  readonly base: string;
  /** The cgroup.procs of the separate cgroup in which tasks are counted; empty if none is needed, or they are not counted. */
  readonly counted: string;
  /** Removes everything in it. */
  close(): Promise<void>;
}

/** The grounds of this machine. */
export interface Grounds {
  readonly all: readonly Ground[];
  /** What is not available, as sentences. */
  readonly leftOut: readonly string[];
}

const NEEDED = "It needs a writable cgroup2 or version 1 hierarchy: run it as root.";
const DIRECTORY_MODE = 0o755;
/** Limit on concurrent processes: exactly what race.c allows, plus the two that run the race. */
const MAX_PROCESSES = 1024 + 2;

/**
 * Sets up what this machine offers: cgroup2, and a hierarchy v1, with its freezer if the kernel has one.
 *
 * @throws {CannotRun} if there is neither
 */
export async function openGrounds(): Promise<Grounds> {
  if (process.platform === "linux" && !hasSysAdmin())
    throw new CannotRun("only the superuser may run a race", "Run it as root.");
  const leftOut: string[] = [];
  const refused = (what: string) => (error: unknown) => {
    if (!(error instanceof CannotRun)) throw error;
    leftOut.push(`${what} is left out: ${error.message}.`);
    return undefined;
  };
  const v2 = await openGround({ hierarchy: "v2" }, ["freezer", "cgroup.kill"]).catch(refused("cgroup2"));
  // v1 counts in the same place: its agent reaches that only through this process's /proc entry, so it could not clean up after this process dies.
  const counted = v2?.counted;
  const v1 =
    (await openGround({ hierarchy: "v1", controller: "freezer" }, ["freezer"], counted).catch(
      refused("The freezer of version 1"),
    )) ?? (await openGround({ hierarchy: "v1" }, [], counted).catch(refused("A hierarchy of version 1")));
  const all = [v1, v2].filter((ground) => ground !== undefined);
  // Each sentence has a full stop, and the printed error gets one as well.
  if (all.length === 0) throw new CannotRun(leftOut.join(" ").replace(/\.$/, ""), NEEDED);
  return { all, leftOut };
}

async function openGround(
  options: SettingOptions & { readonly hierarchy: "v1" | "v2" },
  has: Ground["has"],
  counted?: string,
): Promise<Ground> {
  const { agent, hierarchy, base, refusals } = await prepareSetting({ ...options, user: false });
  try {
    if (hierarchy.version === "none")
      throw new CannotRun(`no cgroup can be used (${refusals.join(", ")})`, NEEDED);
    const inside = `${base}/race`;
    await make(agent, inside);
    return {
      version: hierarchy.version,
      has,
      release: agent.greeting.release,
      // A version 1 hierarchy is mounted in the agent's own mount namespace.
      base: hierarchy.version === "v1" ? `/proc/${agent.pid}/root${inside}` : inside,
      counted: counted ?? (await countedIn(agent, hierarchy, base, inside)),
      close: () => agent.close(),
    };
  } catch (error) {
    // A failure to close would only be a consequence.
    await agent.close().catch(() => undefined);
    throw error;
  }
}

/** Limits the processes of a race, if the kernel counts them. @returns the cgroup.procs that they must be written to; empty if none */
async function countedIn(agent: Agent, hierarchy: Hierarchy, base: string, inside: string): Promise<string> {
  const { controller } = await findPidsController(agent, hierarchy, base);
  if (controller === undefined) return "";
  // In cgroup2 the cgroups of all tries are below that of the race.
  const counting = controller.version === "v1" ? `${controller.directory}/race` : inside;
  if (controller.version === "v1") await make(agent, counting);
  const bytes = Buffer.from(String(MAX_PROCESSES));
  await mustBeDone(agent, { call: "write", slot: MAIN, ...at(`${counting}/pids.max`), bytes });
  return controller.version === "v1" ? `${counting}/cgroup.procs` : "";
}

function make(agent: Agent, path: string): Promise<void> {
  return mustBeDone(agent, { call: "mkdir", slot: MAIN, ...at(path), mode: DIRECTORY_MODE });
}

async function mustBeDone(agent: Agent, request: Request): Promise<void> {
  const [{ outcome }] = await agent.perform([request]);
  if (outcome !== "ok") throw new CannotRun(`its cgroups cannot be made (${outcome})`, NEEDED);
}

function at(path: string) {
  return { directory: WORKING_DIRECTORY, path } as const;
}
