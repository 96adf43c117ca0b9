import type { Agent } from "../../agent/agent.ts";
import type { AgentCall, Request, RequestOf, ResultOf } from "../../agent/operations.ts";
import { ToolLimit } from "../../agent/tool-limit.ts";
import { CannotPlay } from "../../cannot-run.ts";
import type { Purpose } from "./purpose.ts";

/** Changes or drops a request to the agent: for tests that break the backend to see whether that is detected. */
export type Alter = (request: Request, purpose: Purpose) => Request | undefined;

type AnyResult = ResultOf<AgentCall>;

interface Asked {
  readonly request: Request;
  readonly answered: (result: AnyResult) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Collects the requests of several histories while the agent is busy, and sends them in one batch: a round trip costs more than most calls.
 * Requests are performed in the order in which they were made.
 */
export class Channel {
  readonly #agent: Pick<Agent, "attempt">;
  readonly #alter: Alter | undefined;
  #waiting: Asked[] = [];
  #isSending = false;

  constructor(agent: Pick<Agent, "attempt">, alter?: Alter) {
    this.#agent = agent;
    this.#alter = alter;
  }

  /** Performs an operation. @throws {AgentFailure} if the agent has ended */
  ask<const Name extends AgentCall>(request: RequestOf<Name>, purpose: Purpose): Promise<ResultOf<Name>> {
    // A `RequestOf` some name is a `Request`, which the types of the table do not express.
    const plain = request as unknown as Request;
    const sent = this.#alter === undefined ? plain : this.#alter(plain, purpose);
    if (sent === undefined) return Promise.resolve({ outcome: "ok", value: undefined } as ResultOf<Name>); // dropped by a test
    return new Promise((answered, failed) => {
      this.#waiting.push({
        request: sent,
        answered: (result) => answered(result as ResultOf<Name>), // the result of this very request
        failed,
      });
      this.#sendSoon();
    });
  }

  #sendSoon(): void {
    if (this.#isSending) return;
    this.#isSending = true;
    // After everything that is ready to run has made its requests.
    setImmediate(() => void this.#send());
  }

  async #send(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    await this.#perform(batch);
    this.#isSending = false;
    if (this.#waiting.length > 0) this.#sendSoon();
  }

  /** Performs a batch. If something in it is too large for the tool, performs each half, so that only the request at fault fails. */
  async #perform(batch: readonly Asked[]): Promise<void> {
    try {
      const results = await this.#agent.attempt(batch.map(({ request }) => request));
      for (const [index, { answered, failed }] of batch.entries()) {
        const result = results[index];
        if (result instanceof ToolLimit) failed(new CannotPlay(result.message));
        else if (result !== undefined) answered(result);
      }
    } catch (error) {
      if (error instanceof ToolLimit && batch.length > 1) {
        const middle = Math.ceil(batch.length / 2);
        await this.#perform(batch.slice(0, middle));
        await this.#perform(batch.slice(middle));
        return;
      }
      const why = error instanceof ToolLimit ? new CannotPlay(error.message) : error;
      for (const { failed } of batch) failed(why);
    }
  }
}
