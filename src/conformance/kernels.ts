import type { Domain } from "../model/model.ts";
import { type AnyKernel, startKernelFor } from "./any-kernel.ts";

/** The machine's own kernel for designs of every domain: for each it is started when the first asks for it. */
export class Kernels {
  readonly #start: (domain: Pick<Domain, "name">) => Promise<AnyKernel>;
  readonly #started = new Map<string, Promise<AnyKernel>>();
  #isClosed = false;

  /** @param start how one is made ready */
  constructor(start: (domain: Pick<Domain, "name">) => Promise<AnyKernel> = startKernelFor) {
    this.#start = start;
  }

  /** @throws what its start throws: {@link CannotRun} where this machine cannot do it */
  of(domain: Pick<Domain, "name">): Promise<AnyKernel> {
    // Nobody would end one that is started now, and the program would wait for it.
    if (this.#isClosed) return Promise.reject(new Error("the kernels are closed"));
    // Several may ask at once: what is remembered is that it was asked for.
    const known = this.#started.get(domain.name) ?? this.#start(domain);
    this.#started.set(domain.name, known);
    return known;
  }

  /** Leaves nothing of them behind. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const starting of this.#started.values()) {
      // Whoever asked for one that could not be started was told.
      const kernel = await starting.catch(() => undefined);
      await kernel?.close();
    }
  }
}
