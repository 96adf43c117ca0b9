/** Where races are run: a cgroup in which each try has one of its own. */
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
  /** What its cgroups have. */
  readonly has: readonly Way["needs"][];
  readonly release: string;
  /** The cgroup, as this process sees it. */
  readonly base: string;
  /** The cgroup.procs of the one in which tasks are counted; empty where that needs no other one, or they are not counted. */
  readonly counted: string;
  /** Removes all that is there. */
  close(): Promise<void>;
}

/** The grounds of this machine. */
export interface Grounds {
  readonly all: readonly Ground[];
  /** What could not be had, in sentences. */
  readonly leftOut: readonly string[];
}

const NEEDED = "It takes a cgroup2, or a hierarchy of version 1, that can be written to: run it as root.";
const DIRECTORY_MODE = 0o755;
/** So many processes may be there at once, with the two that run the race: what race.c allows, and no more. */
const MOST_PROCESSES = 1024 + 2;

/**
 * Makes what there is on this machine ready: cgroup2, and a hierarchy v1, with its freezer where the kernel has one.
 *
 * @throws {CannotRun} where there is neither
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
  // Counted in the same place: the agent of a hierarchy v1 sees that by way of this process alone, and could not clean up behind its death.
  const counted = v2?.counted;
  const v1 =
    (await openGround({ hierarchy: "v1", controller: "freezer" }, ["freezer"], counted).catch(
      refused("The freezer of version 1"),
    )) ?? (await openGround({ hierarchy: "v1" }, [], counted).catch(refused("A hierarchy of version 1")));
  const all = [v1, v2].filter((ground) => ground !== undefined);
  // Each has its full stop, and so has what is thrown.
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
      // A hierarchy of version 1 is mounted in mounts of the agent's own.
      base: hierarchy.version === "v1" ? `/proc/${agent.pid}/root${inside}` : inside,
      counted: counted ?? (await countedIn(agent, hierarchy, base, inside)),
      close: () => agent.close(),
    };
  } catch (error) {
    // What comes of the end only follows from it.
    await agent.close().catch(() => undefined);
    throw error;
  }
}

/** Bounds the processes of a race, where the kernel counts them. @returns the cgroup.procs that they have to be written to; empty where none */
async function countedIn(agent: Agent, hierarchy: Hierarchy, base: string, inside: string): Promise<string> {
  const { controller } = await findPidsController(agent, hierarchy, base);
  if (controller === undefined) return "";
  // In cgroup2 all tries stand below the cgroup of the race.
  const counting = controller.version === "v1" ? `${controller.directory}/race` : inside;
  if (controller.version === "v1") await make(agent, counting);
  const bytes = Buffer.from(String(MOST_PROCESSES));
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
