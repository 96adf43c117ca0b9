import { readFileSync } from "node:fs";
import type { Said } from "../../../managers/kernel.ts";
import { WORKING_DIRECTORY } from "../../agent/flags.ts";
import { MAIN } from "../../agent/operations.ts";
import { CannotPlay } from "../../cannot-run.ts";
import type { Hierarchy } from "../hierarchy.ts";
import type { Channel } from "./channel.ts";
import { LOOK } from "./purpose.ts";

/** The largest pids.max that the kernel takes but `max` (PID_MAX_LIMIT). */
const LARGEST = 2 ** 22 - 1;
const DIRECTORY_MODE = 0o755;
/** How long a cgroup may be busy with tasks that have just died, in milliseconds. */
const PATIENCE = 2000;

/** Where tasks are counted by the kernel: the pids controller, in cgroup2 or in a hierarchy of its own of version 1. */
export type PidsController =
  | { readonly version: "v1" /** The run's own cgroup there. */; readonly directory: string }
  | { readonly version: "v2" };

/** Has the kernel refuse a fork beyond the tasks of a scope (`EAGAIN`): pids.max of the cgroups of one history. */
export class TaskLimit {
  readonly #channel: Channel;
  readonly #controller: PidsController;
  /** The history's cgroup in cgroup2, or in the controller's hierarchy of version 1. */
  readonly #base: string;

  constructor(channel: Channel, controller: PidsController, base: string, history: number) {
    this.#channel = channel;
    this.#controller = controller;
    this.#base = controller.version === "v1" ? `${controller.directory}/${history}` : base;
  }

  /** @throws {CannotPlay} where the kernel refuses the limit */
  async setUp(tasks: number): Promise<void> {
    const limit = String(Math.min(tasks, LARGEST));
    const outcomes =
      this.#controller.version === "v1"
        ? [this.#make(this.#base), this.#write(`${this.#base}/pids.max`, limit)]
        : [
            this.#write(`${this.#base}/cgroup.subtree_control`, "+pids"),
            this.#write(`${this.#base}/containers/pids.max`, limit),
          ];
    for (const outcome of await Promise.all(outcomes))
      if (outcome !== "ok") throw new CannotPlay(`pids.max cannot be set (${outcome})`);
  }

  /** Has a process counted as a task, or no more. In cgroup2 that goes with its cgroup. */
  async count(pid: number, isCounted: boolean): Promise<Said> {
    if (this.#controller.version === "v2") return "ok";
    const directory = isCounted ? this.#base : this.#controller.directory;
    return this.#write(`${directory}/cgroup.procs`, String(pid));
  }

  async tearDown(): Promise<void> {
    if (this.#controller.version === "v2") return;
    const file = { directory: WORKING_DIRECTORY, path: this.#base };
    await this.#channel.ask({ call: "rmdir", slot: MAIN, ...file, milliseconds: PATIENCE }, LOOK);
  }

  async #make(path: string): Promise<Said> {
    const file = { directory: WORKING_DIRECTORY, path };
    return (await this.#channel.ask({ call: "mkdir", slot: MAIN, ...file, mode: DIRECTORY_MODE }, LOOK))
      .outcome;
  }

  async #write(path: string, text: string): Promise<Said> {
    const file = { directory: WORKING_DIRECTORY, path };
    const bytes = Buffer.from(text);
    return (await this.#channel.ask({ call: "write", slot: MAIN, ...file, bytes }, LOOK)).outcome;
  }
}

/** Where the pids controller of version 1 is mounted; nothing where it is not. */
export function pidsMount(mountinfo = readFileSync("/proc/self/mountinfo", "utf8")): string | undefined {
  for (const line of mountinfo.split("\n")) {
    const [before = "", after = ""] = line.split(" - ");
    const [type, , options = ""] = after.split(" ");
    if (type === "cgroup" && options.split(",").includes("pids")) return before.split(" ")[4];
  }
  return undefined;
}

/**
 * Finds the pids controller for a run, and makes the run's cgroup there.
 *
 * @param base the run's cgroup
 * @returns nothing where there is none, or it may not be used: then the manager counts
 */
export async function findPidsController(
  channel: Channel,
  { version }: Hierarchy,
  base: string,
): Promise<PidsController | undefined> {
  if (version === "none") return undefined;
  if (version === "v2" && (await enablesPids(channel, base))) return { version: "v2" };
  const mount = pidsMount();
  if (mount === undefined) return undefined;
  // The agent's own hierarchy of version 1 may cover the machine's cgroups in its mounts, but not in those of this process.
  const outside = version === "v1" ? `/proc/${process.pid}/root${mount}` : mount;
  const directory = `${outside}/${base.slice(base.lastIndexOf("/") + 1)}`;
  const made = await channel.ask({ call: "at_end", path: directory, mode: DIRECTORY_MODE }, LOOK);
  return made.outcome === "ok" ? { version: "v1", directory } : undefined;
}

/** Whether the run's cgroup has the controller and may give it to those of its histories. */
async function enablesPids(channel: Channel, base: string): Promise<boolean> {
  const file = (name: string) => ({ directory: WORKING_DIRECTORY, path: `${base}/${name}` });
  const shown = await channel.ask({ call: "read", slot: MAIN, ...file("cgroup.controllers") }, LOOK);
  if (!("value" in shown) || !Buffer.from(shown.value).toString().split(/\s/).includes("pids")) return false;
  const bytes = Buffer.from("+pids");
  const { outcome } = await channel.ask(
    { call: "write", slot: MAIN, ...file("cgroup.subtree_control"), bytes },
    LOOK,
  );
  return outcome === "ok";
}
