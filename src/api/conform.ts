import { startKernelFor } from "../conformance/any-kernel.ts";
import {
  type ConformProgress,
  type ConformResult,
  conform as conformInSteps,
} from "../conformance/conform.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { requireDesigns, requireOptions } from "./asked.ts";
import { lawfulModel, testLaws } from "./lawful.ts";
import { type RunOptions, runToEnd } from "./run.ts";
import { wholeScope } from "./scope.ts";

/** The options of `conform`. All have defaults. */
export interface ConformRunOptions<S extends Scope = Scope> extends RunOptions<ConformProgress> {
  /** The bounds that differ from the domain's default scope for histories on the kernel. */
  readonly scope?: Partial<S> | undefined;
  /** How many random histories to play; or `"every transition"`: few, short histories that together cover all transitions of the scope. Default: 500. */
  readonly histories?: number | "every transition" | undefined;
  /** Upper bound on the events of each. Default: 20. */
  readonly length?: number | undefined;
  /** A whole number of 32 bits. The same seed gives the same random histories. Default: 0. */
  readonly seed?: number | undefined;
  /** For how many seconds to play histories. Default: no limit. */
  readonly seconds?: number | undefined;
}

/**
 * Plays histories of a design on this machine's kernel and compares after every event. It leaves nothing behind on the machine.
 *
 * @throws {CannotRun} if this machine cannot do it; the message says what is missing, and how to get it
 * @throws {RangeError} if the scope is not valid in the design's domain, or an option is unknown
 * @throws {TypeError} if `model` is not a design, or an option is invalid
 * @throws {LawBroken} if the design is the caller's own and breaks a law
 * @throws the signal's reason, once it is aborted
 */
export async function conform<S extends Scope>(
  model: Model<object, Operation, S>,
  options: ConformRunOptions<NoInfer<S>> = {},
): Promise<ConformResult> {
  requireDesigns(model);
  requireOptions(options, ["scope", "histories", "length", "seed", "seconds", "signal", "onProgress"]);
  const { scope, histories = 500, length = 20, seed = 0, seconds, signal, onProgress } = options;
  const asked = wholeScope(model.domain, "conform", scope);
  await testLaws([model], [], signal);
  const lawful = lawfulModel(model);
  const kernel = await startKernelFor(model.domain);
  try {
    const whole = "scopeHere" in kernel ? kernel.scopeHere(asked) : asked;
    const how =
      histories === "every transition"
        ? { histories, symmetry: model.numbersMatter === undefined, length, seconds }
        : ({ histories: "random", runs: histories, length, seed, seconds } as const);
    const steps = conformInSteps(kernel, lawful, whole, how, () => signal?.aborted ?? false);
    const result = await runToEnd(steps, { onProgress });
    signal?.throwIfAborted();
    return result;
  } finally {
    await kernel.close();
  }
}
