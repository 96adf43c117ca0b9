import { INSTRUMENTER_CONSTANTS, type MutantCoverage } from "@stryker-mutator/api/core";

/** With a mutant, a test may take this many times its steps without one, and `MORE` in addition. */
const TIMES = 20;
const MORE = 200_000;

/** What Stryker's instrumented code uses: which mutant is on, and where to note what is reached. It asks at every place that has mutants, which is a step. */
interface Namespace {
  readonly activeMutant: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: MutantCoverage;
}

class TooManySteps extends Error {
  override readonly name = "TooManySteps";
}

/** Turns mutants on and off, and counts the steps of what runs. */
export class Switch {
  readonly #namespace: Namespace;
  #active: string | undefined;
  #steps = 0;
  #most = Number.POSITIVE_INFINITY;

  constructor() {
    const activeMutant = (): string | undefined => this.#step();
    this.#namespace = {
      get activeMutant() {
        return activeMutant();
      },
    };
    Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: this.#namespace });
  }

  /**
   * Turns all mutants off.
   *
   * @param test the test that reaches what is reached from now on; `undefined` while modules are loaded
   * @param most the number of steps after which what runs is stopped
   * @returns a function that gives the number of steps since
   */
  off(test?: string, most = Number.POSITIVE_INFINITY): () => number {
    this.#active = undefined;
    this.#most = most;
    this.#namespace.currentTestId = test;
    this.#steps = 0;
    return () => this.#steps;
  }

  /** Turns a mutant on. @param steps what runs takes without it */
  on(mutant: string, steps: number): void {
    this.#active = mutant;
    this.#most = TIMES * steps + MORE;
    this.#steps = 0;
  }

  /** Whether what ran took too many steps. */
  get isStopped(): boolean {
    return this.#steps > this.#most;
  }

  /** Which mutants were reached, and by which tests. */
  coverage(): MutantCoverage {
    return this.#namespace.mutantCoverage ?? { static: {}, perTest: {} };
  }

  #step(): string | undefined {
    this.#steps++;
    if (this.isStopped) throw new TooManySteps(`more than ${this.#most} steps`);
    return this.#active;
  }
}
