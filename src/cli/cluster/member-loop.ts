import { setTimeout } from "node:timers/promises";
import { ALIVE } from "./keys.ts";

/** Does something every few seconds until it is ended, never twice at the same time. */
export class MemberLoop {
  readonly #ending = new AbortController();

  /** @param onError called with what `work` throws; the loop goes on */
  constructor(work: () => Promise<void>, onError: (error: unknown) => void) {
    void this.#run(work, onError);
  }

  async #run(work: () => Promise<void>, onError: (error: unknown) => void): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      await setTimeout(ALIVE.every * 1000, undefined, { signal }).catch(() => undefined); // ended
      if (!signal.aborted) await work().catch(onError);
    }
  }

  /** Ends the loop; work under way is finished. */
  end(): void {
    this.#ending.abort();
  }
}
