import { INSTRUMENTER_CONSTANTS, type MutantCoverage } from "@stryker-mutator/api/core";

/** How many times the steps of a test without a mutant it may take, and so many more. */
const TIMES = 20;
const MORE = 200_000;

/** What Stryker's instrumented code looks at: which mutant is on, and where it notes what is reached. It asks at every place that has mutants: a step. */
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
   * No mutant is on.
   *
   * @param test what is reached from now on is reached by this test; by none where modules are loaded
   * @param most after how many steps what runs is stopped
   * @returns how many steps there were since
   */
  off(test?: string, most = Number.POSITIVE_INFINITY): () => number {
    this.#active = undefined;
    this.#most = most;
    this.#namespace.currentTestId = test;
    this.#steps = 0;
    return () => this.#steps;
  }

  /** A mutant is on. @param steps that it takes without */
  on(mutant: string, steps: number): void {
    this.#active = mutant;
    this.#most = TIMES * steps + MORE;
    this.#steps = 0;
  }

  /** Whether what ran took too many steps. */
  get isStopped(): boolean {
    return this.#steps > this.#most;
  }

  /** What tests reached. */
  coverage(): MutantCoverage {
    return this.#namespace.mutantCoverage ?? { static: {}, perTest: {} };
  }

  #step(): string | undefined {
    this.#steps++;
    if (this.isStopped) throw new TooManySteps(`more than ${this.#most} steps`);
    return this.#active;
  }
}
