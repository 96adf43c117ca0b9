import type { Said } from "../../../managers/kernel.ts";
import { WORKING_DIRECTORY } from "../../agent/flags.ts";
import { MAIN } from "../../agent/operations.ts";
import { CannotPlay } from "../../cannot-run.ts";
import type { Channel } from "./channel.ts";
import { LOOK } from "./purpose.ts";

/** The largest number that pids.max accepts (PID_MAX_LIMIT). */
const LARGEST = 2 ** 22 - 1;
const DIRECTORY_MODE = 0o755;
/** How long a cgroup may be busy with tasks that have just died, in milliseconds. */
const PATIENCE = 2000;

/** Where the kernel counts tasks: the pids controller, in cgroup2 or in its own version 1 hierarchy. */
export type PidsController =
  | { readonly version: "v1" /** The run's own cgroup there. */; readonly directory: string }
  | { readonly version: "v2" };

/** Makes the kernel refuse a fork beyond the tasks of a scope (`EAGAIN`), by pids.max of one history's cgroups. */
export class TaskLimit {
  readonly #channel: Channel;
  readonly #controller: PidsController;
  /** The history's cgroup in cgroup2, or in the controller's version 1 hierarchy. */
  readonly #base: string;

  constructor(channel: Channel, controller: PidsController, base: string, history: number) {
    this.#channel = channel;
    this.#controller = controller;
    this.#base = controller.version === "v1" ? `${controller.directory}/${history}` : base;
  }

  /** @throws {CannotPlay} if the kernel refuses the limit */
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

  /** Starts or stops counting a process as a task. In cgroup2 its cgroup already decides that. */
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
