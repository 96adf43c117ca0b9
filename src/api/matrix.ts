import { MODELS, modelsOf, PROPERTIES, propertiesOf } from "../catalogue.ts";
import { type Matrix, type MatrixProgress, matrixInSteps } from "../engine/matrix.ts";
import type { FairCalls } from "../model/fairness.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { requireFairCalls, requireOptions } from "./asked.ts";
import { type RunOptions, runToEnd } from "./run.ts";
import { wholeScope } from "./scope.ts";

/** What `matrix` can be told. Everything has a default. */
export interface MatrixOptions extends RunOptions<MatrixProgress> {
  /** The designs, all of one domain: by default those that come with nsmodel for the first one's. */
  readonly models?: readonly [Model, ...Model[]] | undefined;
  /** By default all properties that come with nsmodel for the designs' domain. */
  readonly properties?: readonly Property[] | undefined;
  /** The bounds that differ from the domain's default scope for a matrix. */
  readonly scope?: Partial<Scope> | undefined;
  /** The calls that are fair in the runs that are asked about, besides those of each design: of a call that both name the stronger counts. */
  readonly fair?: FairCalls | undefined;
  /** Whether it is measured what the calls of each design cost. Default: no. */
  readonly cost?: boolean | undefined;
}

const BUILT_IN: ReadonlySet<Model | Property> = new Set([...MODELS, ...PROPERTIES]);

/**
 * Checks every design by every property in one scope.
 *
 * @throws {ShapeError} where the scope is too large for a search; {RangeError} where the scope is none of the domain, there is no such option, or no design has a call that is to be fair;
 * {TypeError} where an option is not what it may be; the signal's reason, once that is aborted
 */
export async function matrix(options: MatrixOptions = {}): Promise<Matrix> {
  requireOptions(options, ["models", "properties", "scope", "fair", "cost", "signal", "onProgress"]);
  const { signal, onProgress, scope, fair, cost = false } = options;
  const { domain } = (options.models ?? MODELS)[0];
  const whole = wholeScope(domain, "matrix", scope);
  const { models = modelsOf(domain), properties = propertiesOf(domain, whole) } = options;
  requireFairCalls(models, fair);
  const isBuiltIn = [...models, ...properties].every((one) => BUILT_IN.has(one));
  const comparisons = isBuiltIn ? "some" : "every";
  return runToEnd(
    matrixInSteps(models, properties, whole, { cost, fair, searchOf: () => ({ comparisons }) }),
    {
      signal,
      onProgress,
    },
  );
}
