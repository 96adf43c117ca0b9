import { setTimeout } from "node:timers/promises";
import { ALIVE } from "./keys.ts";

/** Does something now and then, until it is ended. Each time is waited for before the next one. */
export class MemberLoop {
  readonly #ending = new AbortController();

  /** @param onError is told what it throws, and it goes on */
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

  /** Begins it no more. */
  end(): void {
    this.#ending.abort();
  }
}
