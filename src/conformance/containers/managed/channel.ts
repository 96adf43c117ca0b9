import type { Agent } from "../../agent/agent.ts";
import type { AgentCall, Request, RequestOf, ResultOf } from "../../agent/operations.ts";
import { ToolLimit } from "../../agent/tool-limit.ts";
import { CannotPlay } from "../../cannot-run.ts";
import type { Purpose } from "./purpose.ts";

/** Changes what is asked of the agent, or leaves it out: for tests that break the backend to see whether it is found. */
export type Alter = (request: Request, purpose: Purpose) => Request | undefined;

type AnyResult = ResultOf<AgentCall>;

interface Asked {
  readonly request: Request;
  readonly answered: (result: AnyResult) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Gathers what several histories ask of the agent while it is busy, and sends it in one go: a round trip costs more than most calls.
 * Everything is performed in the order in which it was asked for.
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

  /** Has an operation performed. @throws {AgentFailure} when the agent has ended */
  ask<const Name extends AgentCall>(request: RequestOf<Name>, purpose: Purpose): Promise<ResultOf<Name>> {
    // Any request is one of its own name, which the type of a table's row does not say.
    const plain = request as unknown as Request;
    const sent = this.#alter === undefined ? plain : this.#alter(plain, purpose);
    if (sent === undefined) return Promise.resolve({ outcome: "ok", value: undefined } as ResultOf<Name>); // left out by a test
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
    // After all that is ready to run has asked for what it wants.
    setImmediate(() => void this.#send());
  }

  async #send(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    await this.#perform(batch);
    this.#isSending = false;
    if (this.#waiting.length > 0) this.#sendSoon();
  }

  /** Has a batch performed. Where something in it is too large for the tool, the halves of the batch, so that whoever asked for that is told alone. */
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
