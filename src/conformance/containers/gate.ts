/** Lets pieces of work run together, or one of them alone. */
export class Gate {
  /** Resolves when no work runs alone any more. */
  #alone: Promise<unknown> = Promise.resolve();
  readonly #together = new Set<Promise<unknown>>();

  /** Runs work beside others, once none runs alone. */
  async together<Result>(work: () => Promise<Result>): Promise<Result> {
    for (let known: unknown; known !== this.#alone; ) {
      known = this.#alone;
      await this.#alone;
    }
    const working = work();
    const ended = settled(working);
    this.#together.add(ended);
    try {
      return await working;
    } finally {
      this.#together.delete(ended);
    }
  }

  /** Runs work once all other work has ended; none begins meanwhile. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = this.#alone;
    const working = before.then(() => Promise.all(this.#together)).then(work);
    this.#alone = settled(working);
    return working;
  }
}

async function settled(work: Promise<unknown>): Promise<void> {
  await Promise.allSettled([work]);
}
