import { type CompareProgress, type CompareResult, compareInSteps } from "../engine/compare.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { requireDesigns, requireOptions } from "./asked.ts";
import { type RunOptions, runToEnd } from "./run.ts";
import { wholeScope } from "./scope.ts";

/** What `compare` can be told. Everything has a default. */
export interface CompareOptions<S extends Scope = Scope> extends RunOptions<CompareProgress> {
  /** The bounds that differ from the domain's default scope for a check. */
  readonly scope?: Partial<S> | undefined;
  /**
   * Whether to ask only that the second may do all that the first does: every call that is ok in the first is ok in the second, with
   * the same picture after it. What the first refuses does not count.
   */
  readonly refines?: boolean | undefined;
  /** The longest history tried, in events. */
  readonly depth?: number | undefined;
  /** The most pairs of states. */
  readonly pairs?: number | undefined;
}

/**
 * Do two designs of a domain behave the same? If not, the shortest history after which they differ.
 *
 * @throws {RangeError} where the scope is none of the domain, or there is no such option; {TypeError} where a design is none, or an option not what it may be;
 * the signal's reason, once that is aborted
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
  return runToEnd(compareInSteps(first, second, whole, how), { signal, onProgress });
}
