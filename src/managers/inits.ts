import type { Kernel, Process, ProcessShown } from "./kernel.ts";
import { all, given } from "./manager.ts";

/** The init of a pid namespace that was made for a task. */
interface Init {
  readonly process: Process;
  /** Its own pid namespace, and the one around that. */
  readonly namespace: number | undefined;
  readonly outer: number | undefined;
}

/**
 * The inits of the pid namespaces that tasks made. The first process in such a namespace is its init, and when it dies, all in
 * the namespace and in those inside it die (pid_namespaces(7)). By W5 no task is special, so the init is a process besides the tasks,
 * outside the containers' cgroups. It ends once its namespace has no task left (W3).
 */
export class Inits {
  readonly #kernel: Kernel;
  #all: readonly Init[] = [];

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** Makes the init of the pid namespace that a process has just made for its children. @returns its first child */
  async make(by: Process): Promise<Process> {
    const [outer] = await this.#kernel.show([by]);
    const init = await given(this.#kernel.clone(by, "sibling"));
    const [, child, [inner]] = await Promise.all([
      all(this.#kernel.ignoreDeaths(init)),
      given(this.#kernel.clone(init, "child")),
      this.#kernel.show([init]),
    ]);
    const [namespace, around] = [inner, outer].map((shown) => shown?.namespaces.get("pid"));
    this.#all = [...this.#all, { process: init, namespace, outer: around }];
    return child;
  }

  /** Ends the inits whose namespaces have no task left, the innermost first. @param held pid namespaces that files keep */
  async release(tasks: readonly ProcessShown[], held: readonly number[] = []): Promise<void> {
    const used = new Set([...tasks.map(({ namespaces }) => namespaces.get("pid")), ...held]);
    for (;;) {
      const around = new Set(this.#all.map(({ outer }) => outer));
      const unused = this.#all.filter(({ namespace }) => !used.has(namespace) && !around.has(namespace));
      if (unused.length === 0) return;
      this.#all = this.#all.filter((init) => !unused.includes(init));
      const processes = unused.map(({ process }) => process);
      await Promise.all([
        ...processes.map((process) => this.#kernel.signal(process)),
        this.#kernel.waitGone(processes),
      ]);
    }
  }
}
