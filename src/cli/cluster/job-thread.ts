import type { Worker } from "node:worker_threads";
import { EXIT, Problem } from "../problem.ts";
import { programOf, startThread, whyDied } from "../thread.ts";
import type { Flag } from "./carry-out-job.ts";
import type { JobMessage } from "./job-message.ts";
import type { JobOutcome } from "./job-outcome.ts";
import type { ServerAddress } from "./server-address.ts";
import type { Here } from "./sources.ts";

/** What a thread is handed at its start. */
export interface JobThreadTask {
  readonly isEnding: Flag;
  readonly server: { readonly url: string; readonly password: string | undefined };
}

/** A job for a thread. */
export interface ToThread {
  readonly message: JobMessage;
  readonly here: Here | undefined;
}

/** What a thread reports: the progress of a job, or its outcome. */
export type ToldOfJob = { readonly words: string } | JobOutcome;

/** A thread that does one job after another. The user's modules stay loaded in it, so it serves jobs of one digest only. */
export class JobThread {
  readonly sources: string | undefined;
  readonly #isEnding: Flag = new Int32Array(new SharedArrayBuffer(4));
  readonly #thread: Worker;
  #fail: (why: Error) => void = () => {};
  #death: Error | undefined;

  constructor({ url, password }: ServerAddress, sources: string | undefined) {
    this.sources = sources;
    this.#thread = startThread(programOf("job"), {
      isEnding: this.#isEnding,
      server: { url: url.href, password },
    } satisfies JobThreadTask);
    const die = (why: Error): void => {
      this.#death ??= why;
      this.#fail(this.#death);
    };
    this.#thread.on("error", (error) => die(whyDied(error, "job")));
    this.#thread.on("exit", (code) => die(whyLeft(code)));
  }

  get isDead(): boolean {
    return this.#death !== undefined;
  }

  /**
   * Does a job.
   *
   * @throws {Error} if the thread dies or is dismissed before the job is done
   */
  async carryOut(job: ToThread, tell: (words: string) => void): Promise<JobOutcome> {
    if (this.#death !== undefined) throw this.#death;
    Atomics.store(this.#isEnding, 0, 0);
    try {
      return await new Promise<JobOutcome>((resolve, reject) => {
        this.#fail = reject;
        this.#thread.on("message", (told: ToldOfJob) => {
          if ("words" in told) tell(told.words);
          else resolve(told);
        });
        this.#thread.postMessage(job);
      });
    } finally {
      this.#thread.removeAllListeners("message");
    }
  }

  /** Tells the job to end with what it has found so far. */
  end(): void {
    Atomics.store(this.#isEnding, 0, 1);
  }

  async dismiss(): Promise<void> {
    await this.#thread.terminate();
  }
}

const whyLeft = (code: number): Problem =>
  new Problem(
    `A thread of a worker ended before its job was done, with exit code ${code} and no error.`,
    "A design or a property must not end its thread, nor await at top level something that never happens.",
    EXIT.cannotHere,
  );
