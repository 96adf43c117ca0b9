import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { compileAgent } from "./compile.ts";
import { decodeResults } from "./decode.ts";
import { encodeBatch } from "./encode.ts";
import { Frames } from "./frames.ts";
import { PROTOCOL_VERSION } from "./limits.ts";
import { MAIN, type Request, type RequestOf, type ResultsOf } from "./operations.ts";
import type { Greeting } from "./results.ts";
import { openUserNamespace } from "./user-namespace.ts";

/** The agent ended, or answers what is no answer. Nothing more can be asked of it. */
export class AgentFailure extends Error {
  /** What the agent wrote on standard error. */
  readonly words: string;

  constructor(what: string, words: string) {
    super(words === "" ? what : `${what}: ${words.trimEnd()}`);
    this.name = "AgentFailure";
    this.words = words;
  }
}

/** The kernel refuses what the agent needs to start. */
export class AgentRefused extends AgentFailure {
  /** The name of the errno. */
  readonly errno: string;

  constructor(what: string, errno: string) {
    super(what, errno);
    this.name = "AgentRefused";
    this.errno = errno;
  }
}

/** How an agent is started. Everything has a default. */
export interface AgentOptions {
  /** The agent's program. Default: compiled, or as it was compiled before. */
  readonly program?: string;
  /** The bodies get a user namespace of their own, with the caller's ids as 0: what an ordinary user needs. Default: no. */
  readonly user?: boolean;
  /** What is mounted by the main process, in mounts of its own, before the bodies take these over. Default: nothing. */
  readonly mounts?: readonly Omit<RequestOf<"mount">, "call" | "slot">[];
  /** The ids the agent runs with. Only the superuser can set them. Default: those of this process. */
  readonly ids?: { readonly uid: number; readonly gid: number };
  /** The agent's environment. Default: that of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Who waits for the answer to a batch. */
interface Waiting {
  readonly answered: (frame: Buffer) => void;
  readonly failed: (error: Error) => void;
}

/**
 * A running agent: performs system calls in real processes. It ends when it is closed and when this process ends, however
 * that comes; then every body is dead and what `at_end` made is removed. Until it is closed it keeps this process running.
 */
export class Agent {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #frames = new Frames();
  /** In the order in which the batches were sent, which is that of the answers. */
  readonly #waiting: Waiting[] = [];
  readonly #ended: Promise<void>;
  #words = "";
  #failure: AgentFailure | undefined;
  #greeting: Greeting | undefined;

  private constructor(process: ChildProcessWithoutNullStreams) {
    this.#process = process;
    this.#ended = new Promise((done) => process.once("close", () => done()));
    process.stdout.on("data", (piece: Buffer) => this.#read(piece));
    process.stderr.on("data", (piece: Buffer) => {
      this.#words += piece.toString();
    });
    process.once("error", (error) => this.#fail(`the agent cannot be started (${error.message})`));
    process.once("close", (status, signal) =>
      this.#fail(`the agent ended with ${signal ?? `status ${status}`}`),
    );
    // A write to an agent that has ended: `close` tells it, with the agent's own words.
    process.stdin.on("error", () => undefined);
  }

  /**
   * Starts an agent and the init of its bodies.
   *
   * @throws {AgentFailure} where it cannot be started here
   */
  static async start(options: AgentOptions = {}): Promise<Agent> {
    const program = options.program ?? (await compileAgent());
    const agent = new Agent(
      spawn(program, [], { stdio: "pipe", env: options.environment ?? process.env, ...options.ids }),
    );
    try {
      await agent.#greet();
      await agent.#mount(options.mounts ?? []);
      await agent.#makeRoot(options);
    } catch (error) {
      await agent.#stop();
      throw error;
    }
    return agent;
  }

  /** The pid of the agent's main process. */
  get pid(): number {
    return this.greeting.pid;
  }

  /** Who the agent said it is. */
  get greeting(): Greeting {
    if (this.#greeting === undefined) throw new Error("the agent is asked who it is when it starts");
    return this.#greeting;
  }

  /**
   * Has a batch of operations performed, one after the other, in one round trip. An operation that is refused does not stop
   * those behind it. Batches may be sent without waiting for earlier ones.
   *
   * @returns the result of each operation, at its place. `ESRCH`: no living body in the slot. `EOWNERDEAD`: the body died while
   *   it performed the operation. `ENOSYS`: the agent does not know the operation. `ENOBUFS`: not performed, as the answer has no
   *   room left
   * @throws {AgentFailure} when the agent has ended, or ends before it answers
   * @throws {RangeError} where the batch is larger than a frame may be, or a field does not fit
   */
  async perform<const Batch extends readonly Request[]>(batch: Batch): Promise<ResultsOf<Batch>> {
    const bytes = encodeBatch(batch);
    if (this.#failure !== undefined) throw this.#failure;
    const frame = await new Promise<Buffer>((answered, failed) => {
      this.#waiting.push({ answered, failed });
      this.#process.stdin.write(bytes);
    });
    return decodeResults(frame, batch);
  }

  /**
   * Waits for the batches that were sent, then for the agent to clean up and end.
   *
   * @throws {AgentFailure} where the agent could not remove something, or had ended before
   */
  async close(): Promise<void> {
    // Its outcome is told to whoever sent it.
    if (this.#failure === undefined) await this.perform([]).catch(() => undefined);
    if (this.#failure !== undefined) throw this.#failure;
    await this.#stop();
    if (this.#words !== "" || this.#process.exitCode !== 0)
      throw new AgentFailure("the agent did not end well", this.#words);
  }

  async #stop(): Promise<void> {
    this.#process.stdin.end();
    await this.#ended;
  }

  async #greet(): Promise<void> {
    const [hello] = await this.perform([{ call: "hello" }]);
    if (hello.outcome !== "ok") throw new AgentFailure("the agent refuses a greeting", hello.outcome);
    if (hello.value.version !== PROTOCOL_VERSION)
      throw new AgentFailure(`the agent speaks version ${hello.value.version}`, "");
    this.#greeting = hello.value;
  }

  async #mount(mounts: NonNullable<AgentOptions["mounts"]>): Promise<void> {
    for (const mount of mounts) {
      const [done] = await this.perform([{ ...mount, call: "mount", slot: MAIN }]);
      if (done.outcome !== "ok")
        throw new AgentRefused(`${mount.type} cannot be mounted on ${mount.target}`, done.outcome);
    }
  }

  async #makeRoot({ user = false, ids }: AgentOptions): Promise<void> {
    const [started] = await this.perform([{ call: "start", user }]);
    if (started.outcome !== "ok")
      throw new AgentRefused("the bodies cannot have a pid namespace", started.outcome);
    if (!user) return;
    const refused = await openUserNamespace((batch) => this.perform(batch), ids);
    if (refused !== undefined) throw new AgentRefused("the bodies' ids cannot be mapped", refused);
  }

  #read(piece: Buffer): void {
    for (const frame of this.#frames.push(piece)) this.#waiting.shift()?.answered(frame);
  }

  #fail(what: string): void {
    this.#failure ??= new AgentFailure(what, this.#words);
    for (const { failed } of this.#waiting.splice(0)) failed(this.#failure);
  }
}
