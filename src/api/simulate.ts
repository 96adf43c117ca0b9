import { propertiesOf } from "../catalogue.ts";
import { type SimulateProgress, type SimulateResult, simulateInSteps } from "../engine/simulate.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { requireDesigns, requireOptions } from "./asked.ts";
import { lawfulModel, lawfulProperties, testLaws } from "./lawful.ts";
import { type RunOptions, runToEnd } from "./run.ts";
import { wholeScope } from "./scope.ts";

/** The options of `simulate`. All have defaults. */
export interface SimulateOptions<S extends Scope = Scope> extends RunOptions<SimulateProgress> {
  /** The bounds that differ from the domain's default scope for random runs. */
  readonly scope?: Partial<S> | undefined;
  /** What to check: by default all properties that come with nsmodel for the design's domain. */
  readonly properties?: readonly Property[] | undefined;
  /** How many runs. Default: 1,000. */
  readonly runs?: number | undefined;
  /** Upper bound on the events of a run. Default: 20. */
  readonly length?: number | undefined;
  /** A whole number of 32 bits. The same seed gives the same runs. Default: 0. */
  readonly seed?: number | undefined;
}

/**
 * Checks the properties along random histories that mix sensible and hostile calls. A history that breaks a property is shrunk until no event
 * can be left out.
 *
 * @throws {RangeError} if the scope is not valid in the design's domain, or an option is unknown
 * @throws {TypeError} if `model` is not a design, or an option is invalid
 * @throws {LawBroken} if the design or a property is the caller's own and breaks a law, so no verdict on it could be believed
 * @throws the signal's reason, once it is aborted
 */
export async function simulate<S extends Scope>(
  model: Model<object, Operation, S>,
  options: SimulateOptions<NoInfer<S>> = {},
): Promise<SimulateResult> {
  requireDesigns(model);
  requireOptions(options, ["scope", "properties", "runs", "length", "seed", "signal", "onProgress"]);
  const whole = wholeScope(model.domain, "roomy", options.scope);
  const { properties = propertiesOf(model.domain, whole), signal, onProgress } = options;
  const { runs = 1000, length = 20, seed = 0 } = options;
  await testLaws([model], properties, signal);
  const [lawful, asked] = [lawfulModel(model), lawfulProperties(properties, [model])];
  return runToEnd(simulateInSteps(lawful, asked, whole, { runs, length, seed }), { signal, onProgress });
}
