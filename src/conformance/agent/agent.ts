import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { CannotRun } from "../cannot-run.ts";
import { compileAgent, type Program } from "./compile.ts";
import { countIn, decodeEach, withoutLimits } from "./decode.ts";
import { encodeBatch } from "./encode.ts";
import { isSystemCallError } from "./errno-error.ts";
import { Frames } from "./frames.ts";
import { PROTOCOL_VERSION } from "./limits.ts";
import { MadeDirectories } from "./made-directories.ts";
import { MAIN, type Request, type RequestOf, type ResultOf, type ResultsOf } from "./operations.ts";
import type { Greeting } from "./results.ts";
import { ToolLimit } from "./tool-limit.ts";
import { openUserNamespace } from "./user-namespace.ts";

/** The agent ended, sent an invalid answer, or does not answer. It cannot be used any more. */
export class AgentFailure extends CannotRun {
  /** What the agent wrote on standard error. */
  readonly words: string;

  constructor(
    what: string,
    words: string,
    hint = "Its processes are gone with it; docs/conformance.md says what it needs.",
  ) {
    super(words === "" ? what : `${what}: ${words.trimEnd()}`, hint);
    this.name = "AgentFailure";
    this.words = words;
  }
}

/** The kernel refuses something that the agent needs to start. */
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
  /** The agent's program: a path, or an open file. Default: compiled, or taken from the cache. */
  readonly program?: string | Program;
  /** Whether the bodies get their own user namespace, with the caller's ids as 0. An ordinary user needs it. Default: no. */
  readonly user?: boolean;
  /** Whether the bodies get their own pid namespace and mounts. If not, they share all namespaces of this process except its mounts. Default: yes. */
  readonly apart?: boolean;
  /** What the main process mounts, in its own mount namespace, before the bodies inherit it. Default: nothing. */
  readonly mounts?: readonly Omit<RequestOf<"mount">, "call" | "slot">[];
  /** The ids the agent runs with. Only the superuser can set them. Default: those of this process. */
  readonly ids?: { readonly uid: number; readonly gid: number };
  /** The agent's environment. Default: that of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How long an answer may take, beyond the waits that its batch asks for, before the agent is killed, in milliseconds. Default: a minute. */
  readonly patience?: number;
}

const PATIENCE = 60_000;
/** Once the time is up, a client goes on reading for this fraction of its patience. */
const LAST_LOOK = 0.05;
/** How long a program may take to say that it is an agent, in milliseconds. */
const GREETING_PATIENCE = 20_000;
/** How long the agent may take to clean up, in milliseconds. It gives up by itself earlier than that. */
const END_PATIENCE = 45_000;

/** A caller that waits for the answer to a batch. */
interface Waiting {
  /** How long the answer may take once it is the next one due, in milliseconds. */
  readonly patience: number;
  /** How many results the batch has. */
  readonly count: number;
  readonly answered: (frames: readonly Buffer[]) => void;
  readonly failed: (error: Error) => void;
}

/**
 * A running agent: performs system calls in real processes. It ends when it is closed or when this process ends, for whatever
 * reason; then every body is dead and everything made by `at_end` is removed. Until it is closed it keeps this process running.
 */
export class Agent {
  readonly #process: ChildProcess;
  readonly #input: Writable;
  #patience: number;
  readonly #frames = new Frames();
  /** The frames received so far for the first waiting batch. */
  #answer: Buffer[] = [];
  /** In the order in which the batches were sent, which is also the order of the answers. */
  readonly #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #ended: Promise<void>;
  readonly #made = new MadeDirectories();
  #words = "";
  #failure: AgentFailure | undefined;
  #greeting: Greeting | undefined;

  private constructor(process: ChildProcess, [input, output, errors]: Pipes, patience: number) {
    this.#process = process;
    this.#input = input;
    this.#patience = patience;
    this.#ended = new Promise((done) => process.once("close", () => done()));
    output.on("data", (piece: Buffer) => this.#read(piece));
    errors.on("data", (piece: Buffer) => {
      this.#words = (this.#words + piece.toString()).slice(0, MAX_WORDS);
    });
    process.once("error", (error) => this.#fail(cannotBeStarted(error)));
    process.once("close", (status, signal) =>
      this.#fail(new AgentFailure(`the agent ended with ${signal ?? `status ${status}`}`, this.#words)),
    );
    // A write to an agent that has ended: `close` reports it, with the agent's own words.
    input.on("error", () => undefined);
  }

  /**
   * Starts an agent and the init of its bodies.
   *
   * @throws {CannotRun} if it cannot be started here
   */
  static async start(options: AgentOptions = {}): Promise<Agent> {
    const { program, patience = PATIENCE } = options;
    if (program === undefined) {
      const compiled = await compileAgent();
      try {
        return await Agent.start({ ...options, program: compiled });
      } finally {
        await compiled.file.close();
      }
    }
    const agent = new Agent(...startProgram(program, options), Math.min(patience, GREETING_PATIENCE));
    try {
      await agent.#greet();
      agent.#patience = patience;
    } catch (error) {
      // It may be any program, and does not know that it should end.
      agent.#process.kill("SIGKILL");
      await agent.#ended;
      throw error;
    }
    try {
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

  /** What the agent said about itself. */
  get greeting(): Greeting {
    if (this.#greeting === undefined) throw new Error("the agent has not been greeted yet");
    return this.#greeting;
  }

  /**
   * Performs a batch of operations, one after the other, in one round trip. A refused operation does not stop
   * the ones after it. Batches may be sent without waiting for earlier ones.
   *
   * @returns the result of each operation, in the order of the batch. `ESRCH`: no living body in the slot. `EOWNERDEAD`: the body died
   *   while performing the operation. `ENOSYS`: the agent does not know the operation
   * @throws {AgentFailure} if the agent has ended, ends before it answers, or does not answer
   * @throws {ToolLimit} if the batch, an operation or an answer is larger than the tool can hold
   * @throws {RangeError} if a field does not fit
   */
  async perform<const Batch extends readonly Request[]>(batch: Batch): Promise<ResultsOf<Batch>> {
    return withoutLimits(await this.attempt(batch));
  }

  /**
   * Like `perform`, for a batch whose operations do not depend on each other: an answer larger than the tool can hold is replaced by a
   * `ToolLimit`, and the other results are kept.
   *
   * @throws {AgentFailure} if the agent has ended, ends before it answers, or does not answer
   * @throws {ToolLimit} if the batch or an operation is larger than the tool can hold: then none was performed
   * @throws {RangeError} if a field does not fit
   */
  async attempt(batch: readonly Request[]): Promise<readonly (ResultOf<Request["call"]> | ToolLimit)[]> {
    const bytes = encodeBatch(batch);
    if (this.#failure !== undefined) throw this.#failure;
    for (const request of batch) if (request.call === "at_end") this.#made.ask(request.path);
    const frames = await new Promise<readonly Buffer[]>((answered, failed) => {
      const patience = this.#patience + timeAskedBy(batch);
      this.#waiting.push({ patience, count: batch.length, answered, failed });
      if (this.#waiting.length === 1) this.#awaitFirst();
      this.#input.write(bytes);
    });
    try {
      const results = decodeEach(frames, batch);
      for (const [place, request] of batch.entries()) {
        const result = results[place];
        if (request.call === "at_end")
          await this.#made.answer(request.path, !(result instanceof ToolLimit) && result?.outcome === "ok");
      }
      return results;
    } catch (error) {
      if (error instanceof RangeError) throw this.#break(error.message);
      throw error;
    }
  }

  /**
   * Waits for the batches that were sent, then for the agent to clean up and end. If it does not, this process cleans up.
   *
   * @throws {AgentFailure} if the agent could not remove something, or had ended before
   */
  async close(): Promise<void> {
    // Whoever sent a batch learns its outcome there.
    if (this.#failure === undefined) await this.perform([]).catch(() => undefined);
    const before = this.#failure;
    if (before === undefined) {
      await this.#stop();
      if (this.#words === "" && this.#process.exitCode === 0) return;
    } else await this.#ended;
    const left = await this.#made.remove();
    const failure = before ?? new AgentFailure("the agent did not exit cleanly", this.#words);
    throw left.length === 0 ? failure : new AgentFailure(failure.message, left.join(", "));
  }

  async #stop(): Promise<void> {
    this.#input.end();
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), END_PATIENCE);
    await this.#ended;
    clearTimeout(timer);
  }

  async #greet(): Promise<void> {
    const [hello] = await this.perform([{ call: "hello" }]);
    if (hello.outcome !== "ok") throw new AgentFailure("the agent refuses the greeting", hello.outcome);
    if (hello.value.version !== PROTOCOL_VERSION)
      throw new AgentFailure(
        `the agent speaks protocol version ${hello.value.version}, not ${PROTOCOL_VERSION}`,
        "",
      );
    this.#greeting = hello.value;
  }

  async #mount(mounts: NonNullable<AgentOptions["mounts"]>): Promise<void> {
    for (const mount of mounts) {
      const [done] = await this.perform([{ ...mount, call: "mount", slot: MAIN }]);
      if (done.outcome !== "ok")
        throw new AgentRefused(`${mount.type} cannot be mounted on ${mount.target}`, done.outcome);
    }
  }

  async #makeRoot({ user = false, apart = true, ids }: AgentOptions): Promise<void> {
    const [started] = await this.perform([{ call: "start", user, apart }]);
    if (started.outcome !== "ok")
      throw new AgentRefused(
        `the machine refuses ${startingCall(user, apart, started.outcome)}`,
        started.outcome,
      );
    if (!user) return;
    const refused = await openUserNamespace((batch) => this.perform(batch), ids);
    if (refused !== undefined) throw new AgentRefused("the bodies' ids cannot be mapped", refused);
  }

  #read(piece: Buffer): void {
    try {
      for (const frame of this.#frames.push(piece)) this.#take(frame);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#break(error.message);
    }
  }

  #take(frame: Buffer): void {
    const [first] = this.#waiting;
    if (first === undefined) throw new RangeError("it answers a request that was not made");
    this.#answer.push(frame);
    if (this.#answer.reduce((sum, part) => sum + countIn(part), 0) < first.count) {
      this.#awaitFirst();
      return;
    }
    this.#waiting.shift();
    first.answered(this.#answer);
    this.#answer = [];
    this.#awaitFirst();
  }

  /** Starts the timer for the batch that is due to be answered next. */
  #awaitFirst(): void {
    clearTimeout(this.#timer);
    const [first] = this.#waiting;
    if (first === undefined) return;
    const giveUp = () => this.#break(`no answer for ${Math.round(first.patience / 1000)} seconds`);
    // The clock runs on while this process is stopped (Ctrl-Z): the answer may have arrived and still be unread.
    const lookOnce = () => {
      this.#timer = setTimeout(giveUp, first.patience * LAST_LOOK);
    };
    this.#timer = setTimeout(lookOnce, first.patience);
  }

  /** Kills an agent that can no longer be trusted; its processes die with it. */
  #break(what: string): AgentFailure {
    const failure = new AgentFailure(
      `the agent does not answer as it should (${what})`,
      this.#words,
      REPLACED,
    );
    this.#fail(failure);
    this.#process.kill("SIGKILL");
    return failure;
  }

  #fail(failure: AgentFailure): void {
    clearTimeout(this.#timer);
    this.#failure ??= failure;
    for (const { failed } of this.#waiting.splice(0)) failed(this.#failure);
  }
}

/** What may have been refused when the bodies' init was to be started, in words. */
function startingCall(user: boolean, apart: boolean, errno: string): string {
  if (apart) return "clone3 with a pid namespace";
  const call = user ? "clone3 with a user namespace" : "clone3";
  // Without mounts of its own, the agent answers EPERM too.
  return errno === "EPERM" ? `a mount namespace, or ${call}` : call;
}

const REPLACED = "If another program has taken its place in ~/.cache/nsmodel, remove that folder.";
const MAX_WORDS = 4096;

/** The agent's standard input, output and error. */
type Pipes = readonly [Writable, Readable, Readable];

/** The descriptor of an open program in the process that will execute it. */
const PROGRAM_DESCRIPTOR = 3;

/** @throws {AgentFailure} if the process cannot be started */
function startProgram(
  program: string | Program,
  { environment = process.env, ids }: AgentOptions,
): [ChildProcess, Pipes] {
  const file = typeof program === "object" ? program.file.fd : "ignore";
  // By its descriptor: the file that was checked is executed, whatever its path leads to by now.
  const path = typeof program === "string" ? program : `/proc/self/fd/${PROGRAM_DESCRIPTOR}`;
  const stdio = ["pipe", "pipe", "pipe", file] as const;
  let started: ChildProcess;
  try {
    started = spawn(path, [], { argv0: "nsmodel-agent", stdio: [...stdio], env: environment, ...ids });
  } catch (error) {
    throw error instanceof Error ? cannotBeStarted(error) : error;
  }
  const { stdin, stdout, stderr } = started;
  // If this process has no descriptor left, there is no error event.
  if (!stdin || !stdout || !stderr) throw cannotBeStarted(new Error("no pipes"));
  return [started, [stdin, stdout, stderr]];
}

function cannotBeStarted(error: Error): AgentFailure {
  const hint = isSystemCallError(error, "EACCES")
    ? "If its folder is mounted noexec, name another in XDG_CACHE_HOME and TMPDIR."
    : "Raise the limits on processes and files (ulimit -u, ulimit -n) if they have been reached.";
  return new AgentFailure(`the agent cannot be started (${error.message})`, "", hint);
}

/** Upper bound on the time that the operations of a batch ask to wait, in milliseconds. */
function timeAskedBy(batch: readonly Request[]): number {
  return batch.reduce((sum, request) => sum + ("milliseconds" in request ? request.milliseconds : 0), 0);
}
