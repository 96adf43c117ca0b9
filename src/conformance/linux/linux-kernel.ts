import { randomInt } from "node:crypto";
import { linuxDomain } from "../../domains/linux/domain.ts";
import { isAtLeast, versionOf } from "../../domains/linux/kernel-version.ts";
import type { KernelVersion, LinuxScope } from "../../domains/linux/scope.ts";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import { Agent, type AgentOptions, AgentRefused } from "../agent/agent.ts";
import { compileAgent } from "../agent/compile.ts";
import type { AgentSlot } from "../agent/operations.ts";
import type { Times } from "../agent/results.ts";
import type { PlayOptions } from "../backend.ts";
import { CannotRun } from "../cannot-run.ts";
import { Gate } from "../containers/gate.ts";
import { type Alter, Channel } from "../containers/managed/channel.ts";
import { Slots } from "../containers/managed/slots.ts";
import { playWithRoom } from "../containers/play-with-room.ts";
import { hintFor } from "../containers/probe.ts";
import type { KernelRun } from "../containers/run.ts";
import { freeIds, type IdRange } from "./ids.ts";
import type { LinuxModel } from "./linux-model.ts";
import { playLinuxHistory } from "./play-history.ts";
import { Subtree } from "./subtree.ts";
import { takenIds } from "./taken-ids.ts";

/** How a kernel is set up. */
export interface LinuxKernelOptions {
  /** How the agent is started. */
  readonly agent?: Pick<AgentOptions, "program" | "environment" | "patience">;
  /** Alters requests to the agent, for tests. Default: none is altered. */
  readonly alter?: Alter;
  /** User ids that no task may take, because somebody has them or can take them. Default: those of this machine. */
  readonly taken?: readonly IdRange[];
}

/** What anybody else lacks, and how to get it. */
const FOR_ROOT = [
  "only root of the initial user namespace can play histories of linux",
  "Run it as root, e.g. in a virtual machine.",
] as const;

/** A process with the id of a task could take over the task, and through it the agent. */
const NO_FREE_IDS = [
  "there are no free user ids for the tasks of a history: all are in use, or may be mapped by users",
  "Give users and containers fewer subordinate ids in /etc/subuid.",
] as const;

/** Since this release, `pid_for_children` can be opened before there is an init. */
const SHOWS_UNBORN: KernelVersion = "7.1";

/** The machine's own kernel, for comparison with designs of the domain `linux`. Several histories may be played on it at once. */
export class LinuxKernel {
  /** What is not available here, as sentences. */
  readonly leftOut: readonly string[];
  readonly #agent: Agent;
  readonly #channel: Channel;
  readonly #slots: Slots;
  readonly #nobody: AgentSlot;
  readonly #ids: IdRange;
  readonly #gate = new Gate();

  private constructor(
    agent: Agent,
    channel: Channel,
    slots: Slots,
    nobody: AgentSlot,
    ids: IdRange,
    leftOut: readonly string[],
  ) {
    this.#agent = agent;
    this.#channel = channel;
    this.#slots = slots;
    this.#nobody = nobody;
    this.#ids = ids;
    this.leftOut = leftOut;
  }

  /**
   * Sets up the machine's kernel.
   *
   * @throws {CannotRun} if the machine cannot play histories
   */
  static async start({ agent: options = {}, alter, taken }: LinuxKernelOptions = {}): Promise<LinuxKernel> {
    if (process.platform !== "linux")
      throw new CannotRun("this is not Linux", "Run it on Linux 6.9 or newer, e.g. in a virtual machine.");
    if (process.getuid?.() !== 0) throw new CannotRun(...FOR_ROOT);
    const ids = freeIds(taken ?? takenIds(), (below) => randomInt(below));
    if (ids === undefined) throw new CannotRun(...NO_FREE_IDS);
    const compiled = options.program === undefined ? await compileAgent() : undefined;
    const program = options.program ?? compiled;
    let agent: Agent;
    try {
      // The rules are those of the initial namespaces: there must be no others between them and the tasks.
      agent = await Agent.start({ ...options, ...(program && { program }), apart: false });
    } catch (error) {
      if (error instanceof AgentRefused) throw new CannotRun(error.message, hintFor(error.errno));
      throw error;
    } finally {
      await compiled?.file.close();
    }
    try {
      const { inUserNamespace } = agent.greeting;
      if (inUserNamespace) throw new CannotRun(...FOR_ROOT);
      const slots = new Slots();
      const nobody = await makeNobody(agent, slots);
      return new LinuxKernel(agent, new Channel(agent, alter), slots, nobody, ids, compiled?.notes ?? []);
    } catch (error) {
      // A failure to close would only be a consequence.
      await agent.close().catch(() => undefined);
      throw error;
    }
  }

  /**
   * Has real processes make the calls of a history, and compares with the model after every event. It stops where the rules of the
   * scope and those of this kernel lead to different results.
   */
  async play(
    model: Model,
    scope: Scope,
    operations: readonly Operation[],
    { untilDifference = false }: PlayOptions = {},
  ): Promise<KernelRun> {
    if (!isLinuxModel(model)) throw new TypeError(`${model.name} is not a design of the domain linux`);
    const { version: here } = this.about;
    const showsUnborn = isAtLeast(here, SHOWS_UNBORN);
    // The scope of a design of the domain is one of the domain.
    const rules = { scope: scope as LinuxScope, showsUnborn, here };
    const history = { model, operations, untilDifference, ...rules };
    const play = () =>
      playLinuxHistory(history, new Subtree(this.#channel, this.#slots, this.#nobody, this.#ids));
    return playWithRoom(this.#gate, play);
  }

  /** The scope with this kernel's rules, unless it already names a kernel. */
  scopeHere(scope: Scope): LinuxScope {
    // The scope of a design of the domain is one of the domain.
    return { kernel: this.about.version, ...(scope as LinuxScope) };
  }

  /** Which kernel it is. */
  get about(): { readonly release: string; readonly version: KernelVersion } {
    const { release } = this.#agent.greeting;
    return { release, version: versionOf(release) ?? release };
  }

  /** The cost of the calls so far. */
  async times(): Promise<Times> {
    const [times] = await this.#agent.perform([{ call: "times" }]);
    return times.outcome === "ok" ? times.value : new Map();
  }

  close(): Promise<void> {
    return this.#agent.close();
  }
}

/** Whether a design belongs to the domain. */
function isLinuxModel(model: Model): model is LinuxModel {
  return model.domain.name === linuxDomain.name;
}

/** Makes a process that ends at once and is reaped. @returns its slot, which keeps its pidfd */
async function makeNobody(agent: Agent, slots: Slots): Promise<AgentSlot> {
  const slot = slots.take();
  const [born, ended, gone] = await agent.perform([
    { call: "spawn", child: slot, cgroup: null },
    { call: "exit", slot, status: 0 },
    { call: "wait_gone", until: "gone", milliseconds: 5000, slots: [slot] },
  ]);
  if (born.outcome === "ok" && ended.outcome === "ok" && gone.outcome === "ok" && gone.value[0] === "gone")
    return slot;
  throw new CannotRun(
    `a process cannot be made and reaped (${born.outcome})`,
    "Raise the limits on processes and files (ulimit -u, ulimit -n) if they have been reached.",
  );
}
