import { isContainerModel, isContainerScope } from "../../domains/containers/container-model.ts";
import type { Manager } from "../../managers/manager.ts";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import type { Agent } from "../agent/agent.ts";
import { WORKING_DIRECTORY } from "../agent/flags.ts";
import { MAIN } from "../agent/operations.ts";
import type { Times } from "../agent/results.ts";
import type { PlayOptions } from "../backend.ts";
import type { Enforcement } from "./enforcement/finding.ts";
import { findEnforcement } from "./enforcement.ts";
import { Gate } from "./gate.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { type Alter, Channel } from "./managed/channel.ts";
import { ManagedKernel } from "./managed/managed-kernel.ts";
import { PretendedCgroups } from "./managed/pretended-cgroups.ts";
import { RealCgroups } from "./managed/real-cgroups.ts";
import { Slots } from "./managed/slots.ts";
import { type PidsController, TaskLimit } from "./managed/task-limit.ts";
import { managerOf, NoManager } from "./manager-of.ts";
import { findPidsController, type TaskCounting } from "./pids-controller.ts";
import { HistoryPlayer, type PlayedHistory } from "./play-history.ts";
import { playWithRoom } from "./play-with-room.ts";
import type { KernelRun } from "./run.ts";
import { prepareSetting, type Setting, type SettingOptions } from "./setting.ts";

/** How a kernel is set up. */
export interface KernelOptions extends SettingOptions {
  /** Alters requests to the agent. Default: none is altered. */
  readonly alter?: Alter;
}

/** The machine's own kernel. Several histories may be played on it at once. */
export class ContainerKernel {
  /** What is not available here, as sentences. */
  readonly leftOut: readonly string[];
  readonly #agent: Agent;
  readonly #hierarchy: Hierarchy;
  readonly #base: string;
  readonly #channel: Channel;
  readonly #slots = new Slots();
  readonly #gate = new Gate();
  readonly #pids: PidsController | undefined;
  /** How many have been played. Each has its own cgroup. */
  #histories = 0;

  private constructor(setting: Setting, channel: Channel, { controller, leftOut }: TaskCounting) {
    this.leftOut = [...setting.leftOut, ...leftOut];
    this.#agent = setting.agent;
    this.#hierarchy = setting.hierarchy;
    this.#base = setting.base;
    this.#channel = channel;
    this.#pids = controller;
  }

  /**
   * Sets up the machine's kernel.
   *
   * @throws {CannotRun} if the machine cannot play histories
   */
  static async start(options: KernelOptions = {}): Promise<ContainerKernel> {
    const setting = await prepareSetting(options);
    const { agent, hierarchy, base } = setting;
    try {
      const counting = await findPidsController(agent, hierarchy, base);
      return new ContainerKernel(setting, new Channel(agent, options.alter), counting);
    } catch (error) {
      // A failure to close would only be a consequence.
      await agent.close().catch(() => undefined);
      throw error;
    }
  }

  /**
   * Has the design's manager carry out a history, and compares with the model after every event.
   *
   * @throws {NoManager} if the design has none
   */
  async play(
    model: Model,
    scope: Scope,
    operations: readonly Operation[],
    { untilDifference = false }: PlayOptions = {},
  ): Promise<KernelRun> {
    const manager = managerOf(model);
    if (!isContainerModel(model) || !isContainerScope(scope)) throw new NoManager(model.name);
    const history: PlayedHistory = { model, scope, operations, untilDifference };
    return playWithRoom(this.#gate, () => this.#playOnce(manager, history));
  }

  /** Which kernel it is, and where its cgroups are. */
  get about(): { readonly release: string; readonly hierarchy: Hierarchy; readonly countsTasks: boolean } {
    return {
      release: this.#agent.greeting.release,
      hierarchy: this.#hierarchy,
      countsTasks: this.#pids !== undefined,
    };
  }

  /**
   * Finds by experiment who enforces each property: the kernel, or the program that makes the calls. Must not run while a history is played.
   *
   * @throws {CannotRun} if no cgroup can be used
   */
  async enforcement(): Promise<readonly Enforcement[]> {
    if (this.#hierarchy.version === "none") return findEnforcement(this.#agent, this.#hierarchy, this.#base);
    // Not in the run's own cgroup: one that passes a controller on to its children may have no processes itself.
    const lab = { directory: WORKING_DIRECTORY, path: `${this.#base}/lab` } as const;
    await this.#agent.perform([{ call: "mkdir", slot: MAIN, ...lab, mode: 0o755 }]);
    try {
      return await findEnforcement(this.#agent, this.#hierarchy, lab.path);
    } finally {
      await this.#agent.perform([{ call: "rmdir", slot: MAIN, ...lab, milliseconds: 2000 }]);
    }
  }

  /** The cost of the calls so far. */
  async times(): Promise<Times> {
    const [times] = await this.#agent.perform([{ call: "times" }]);
    return times.outcome === "ok" && "value" in times ? times.value : new Map();
  }

  close(): Promise<void> {
    return this.#agent.close();
  }

  #playOnce(manager: Manager, history: PlayedHistory): Promise<KernelRun> {
    const number = ++this.#histories;
    const base = `${this.#base}/${number}`;
    const taskLimit = this.#pids && new TaskLimit(this.#channel, this.#pids, base, number);
    const place = { hierarchy: this.#hierarchy, base, taskLimit };
    const kernel = new ManagedKernel(this.#channel, this.#slots, (step) =>
      this.#hierarchy.version === "none"
        ? new PretendedCgroups()
        : new RealCgroups(this.#channel, place, history.scope, step),
    );
    const running = manager.start(kernel, history.scope);
    return new HistoryPlayer(history, kernel, running, this.#hierarchy.line).play();
  }
}
