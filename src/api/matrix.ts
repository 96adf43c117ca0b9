import { MODELS, modelsOf, PROPERTIES, propertiesOf } from "../catalogue.ts";
import { type Matrix, type MatrixProgress, matrixInSteps } from "../engine/matrix.ts";
import type { FairCalls } from "../model/fairness.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { requireFairCalls, requireOptions } from "./asked.ts";
import { lawfulModel, lawfulProperties, testLaws } from "./lawful.ts";
import { type RunOptions, runToEnd } from "./run.ts";
import { wholeScope } from "./scope.ts";

/** The options of `matrix`. All have defaults. */
export interface MatrixOptions extends RunOptions<MatrixProgress> {
  /** The designs, all of one domain. Default: those of the domain `containers` that come with nsmodel. */
  readonly models?: readonly [Model, ...Model[]] | undefined;
  /** What to check: by default all properties that come with nsmodel for the designs' domain. */
  readonly properties?: readonly Property[] | undefined;
  /** The bounds that differ from the domain's default scope for a matrix. */
  readonly scope?: Partial<Scope> | undefined;
  /** The calls assumed to be fair, in addition to those of each design. If both name a call, the stronger fairness counts. */
  readonly fair?: FairCalls | undefined;
  /** Whether to measure what the calls of each design cost. Default: no. */
  readonly cost?: boolean | undefined;
}

const BUILT_IN: ReadonlySet<Model | Property> = new Set([...MODELS, ...PROPERTIES]);

/**
 * Checks every property on every design in one scope.
 *
 * @throws {ShapeError} if the scope is too large to search
 * @throws {RangeError} if the scope is not valid in the designs' domain, an option is unknown, or `fair` names a call that no design has
 * @throws {TypeError} if an option is invalid
 * @throws {LawBroken} if a design or a property is the caller's own and breaks a law, so no verdict on it could be believed
 * @throws the signal's reason, once it is aborted
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
  await testLaws(models, properties, signal);
  const [lawful, checked] = [models.map(lawfulModel), lawfulProperties(properties, models)];
  const steps = matrixInSteps(lawful, checked, whole, { cost, fair, searchOf: () => ({ comparisons }) });
  const { rows, ...found } = await runToEnd(steps, { signal, onProgress });
  const asked = properties.map((property) => ({ property, scope: whole }));
  // The caller's own designs and properties, not those that check their answers.
  return {
    ...found,
    properties,
    rows: rows.map((row, index) => ({ ...row, model: models[index] ?? row.model, asked })),
  };
}
