import { type CompareProgress, type CompareResult, compareInSteps } from "../engine/compare.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { requireDesigns, requireOptions } from "./asked.ts";
import { lawfulModel, testLaws } from "./lawful.ts";
import { type RunOptions, runToEnd } from "./run.ts";
import { wholeScope } from "./scope.ts";

/** The options of `compare`. All have defaults. */
export interface CompareOptions<S extends Scope = Scope> extends RunOptions<CompareProgress> {
  /** The bounds that differ from the domain's default scope for a check. */
  readonly scope?: Partial<S> | undefined;
  /**
   * Whether to ask only that the second design can do everything that the first does: every call that is `ok` in the first is `ok` in
   * the second, with the same picture after it. Calls that the first refuses do not count. Default: no.
   */
  readonly refines?: boolean | undefined;
  /** The longest history tried, in events. */
  readonly depth?: number | undefined;
  /** Upper bound on the pairs of states visited. */
  readonly pairs?: number | undefined;
}

/**
 * Finds out whether two designs of a domain behave the same; if not, it gives the shortest history after which they differ.
 *
 * @throws {RangeError} if the scope is not valid in the designs' domain, or an option is unknown
 * @throws {TypeError} if `first` or `second` is not a design, or an option is invalid
 * @throws {LawBroken} if a design is the caller's own and breaks a law
 * @throws the signal's reason, once it is aborted
 */
export async function compare<S extends Scope>(
  first: Model<object, Operation, S>,
  second: Model<object, Operation, NoInfer<S>>,
  options: CompareOptions<NoInfer<S>> = {},
): Promise<CompareResult> {
  requireDesigns(first, second);
  requireOptions(options, ["scope", "refines", "depth", "pairs", "signal", "onProgress"]);
  const { scope, signal, onProgress, refines = false, depth, pairs } = options;
  const whole = wholeScope(first.domain, "check", scope);
  const how = { refines, ...(depth !== undefined && { depth }), ...(pairs !== undefined && { pairs }) };
  await testLaws([first, second], [], signal);
  return runToEnd(compareInSteps(lawfulModel(first), lawfulModel(second), whole, how), {
    signal,
    onProgress,
  });
}
