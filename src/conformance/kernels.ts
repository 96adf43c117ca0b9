import type { Domain } from "../model/model.ts";
import { type AnyKernel, startKernelFor } from "./any-kernel.ts";

/** The machine's own kernel for designs of every domain, set up for each domain on first use. */
export class Kernels {
  readonly #start: (domain: Pick<Domain, "name">) => Promise<AnyKernel>;
  readonly #started = new Map<string, Promise<AnyKernel>>();
  #isClosed = false;

  /** @param start sets one up */
  constructor(start: (domain: Pick<Domain, "name">) => Promise<AnyKernel> = startKernelFor) {
    this.#start = start;
  }

  /** @throws what its start throws: {@link CannotRun} if this machine cannot do it */
  of(domain: Pick<Domain, "name">): Promise<AnyKernel> {
    // Nobody would close one that is started now, and it would keep the program running.
    if (this.#isClosed) return Promise.reject(new Error("the kernels have been closed"));
    // Several callers may ask at once, so the promise is stored, not the kernel.
    const known = this.#started.get(domain.name) ?? this.#start(domain);
    this.#started.set(domain.name, known);
    return known;
  }

  /** Closes all of them, leaving nothing behind. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const starting of this.#started.values()) {
      // If one could not be started, whoever asked for it has been told.
      const kernel = await starting.catch(() => undefined);
      await kernel?.close();
    }
  }
}
