/**
 * Runs tests for Stryker in one process, which is about a hundred times faster than starting Vitest for each mutant. All modules are evaluated again for each
 * mutant, so nothing of one is left to the next, and those that are only reached while modules are loaded need no process of their own.
 *
 * What never ends is detected by counting, not by time: a test that takes many times its steps without a mutant is stopped.
 */

import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  type TestRunnerCapabilities,
  TestStatus,
} from "@stryker-mutator/api/test-runner";
import { Bundle } from "./bundle.ts";
import type { CollectedTest } from "./collected.ts";
import { MAX_STEPS, Measured } from "./measured.ts";
import { Switch } from "./switch.ts";

export class InOneProcess implements TestRunner {
  readonly #switch = new Switch();
  readonly #measured = new Measured();
  #bundle: Bundle | undefined;

  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: true };
  }

  async dryRun({ testFiles = [] }: DryRunOptions): Promise<DryRunResult> {
    const bundle = await this.#bundled(testFiles);
    const loading = this.#switch.off();
    let all = bundle.tests();
    this.#measured.files = testFiles;
    this.#measured.loading = { milliseconds: 0, steps: loading() };
    const tests: TestResult[] = [];
    for (let place = 0; place < all.length; place++) {
      const test = all[place];
      if (test === undefined) throw new Error("a test is gone when all modules are evaluated anew");
      const steps = this.#switch.off(test.id, MAX_STEPS);
      const began = performance.now();
      let failure = await failureOf(test);
      const milliseconds = performance.now() - began;
      this.#measured.tests.set(test.id, { milliseconds, steps: steps() });
      if (this.#switch.isStopped) {
        // It will be left out, so how it ends does not matter; and the next test must not see what it left half done.
        failure = undefined;
        this.#switch.off();
        all = bundle.tests();
      }
      const result = { id: test.id, name: test.name, fileName: test.file, timeSpentMs: milliseconds };
      tests.push(
        failure === undefined
          ? { ...result, status: TestStatus.Success }
          : { ...result, status: TestStatus.Failed, failureMessage: failure },
      );
    }
    this.#measured.save();
    return { status: DryRunStatus.Complete, tests, mutantCoverage: this.#switch.coverage() };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, reloadEnvironment, testFilter } = options;
    this.#measured.load();
    const bundle = await this.#bundled(this.#measured.files);
    this.#switch.on(activeMutant.id, this.#measured.loading.steps);
    let nrOfTests = 0;
    const killed = (killedBy: string, failureMessage: string): MutantRunResult =>
      this.#switch.isStopped
        ? { status: MutantRunStatus.Timeout, reason: `too many steps in ${killedBy}` }
        : { status: MutantRunStatus.Killed, killedBy: [killedBy], failureMessage, nrOfTests };

    let all: readonly CollectedTest[];
    try {
      all = bundle.tests();
    } catch (error) {
      return killed("loading", String(error));
    }
    // A mutant that is only reached while modules are loaded may be found by any test.
    const wanted = reloadEnvironment ? undefined : testFilter;
    for (const test of this.#measured.quickestFirst(all, wanted)) {
      this.#switch.on(activeMutant.id, this.#measured.of(test.id).steps);
      nrOfTests++;
      const failure = await failureOf(test);
      if (failure !== undefined || this.#switch.isStopped) return killed(test.id, failure ?? "");
    }
    // The mutant has changed a table that tests are made from.
    if (all.length !== this.#measured.tests.size) return killed("loading", "not as many tests as there were");
    return { status: MutantRunStatus.Survived, nrOfTests };
  }

  async #bundled(files: readonly string[]): Promise<Bundle> {
    this.#bundle ??= await Bundle.of(files, process.cwd());
    return this.#bundle;
  }
}

/** Why a test fails; `undefined` if it passes. */
async function failureOf({ run }: CollectedTest): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
