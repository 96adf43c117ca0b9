import { MODELS, PROPERTIES, propertiesOf } from "../catalogue.ts";
import { whyNotSymmetric } from "../engine/expand/state-space.ts";
import { searchInSteps } from "../engine/search.ts";
import type { SearchOptions } from "../engine/search-options.ts";
import type { SearchProgress, SearchResult } from "../engine/search-result.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { requireDesigns, requireFairCalls, requireOptions } from "./asked.ts";
import { lawfulModel, lawfulProperties, testLaws } from "./lawful.ts";
import { type RunOptions, runToEnd } from "./run.ts";
import { wholeScope } from "./scope.ts";

/** The options of `check`. All have defaults. */
export interface CheckOptions<S extends Scope = Scope>
  extends RunOptions<SearchProgress>,
    Pick<SearchOptions, "symmetry" | "depth" | "worlds" | "memory" | "untilBroken" | "fair"> {
  /** The bounds that differ from the domain's default scope for a check. */
  readonly scope?: Partial<S> | undefined;
  /** What to check: by default all properties that come with nsmodel for the design's domain. */
  readonly properties?: readonly Property[] | undefined;
}

/**
 * Tries every call in every state of a scope and gives a verdict for each property, with the shortest counterexample if it is broken. The search runs in
 * the calling thread.
 *
 * @throws {ShapeError} if the scope is too large to search
 * @throws {RangeError} if the scope is not valid in the design's domain, an option is unknown, or `fair` names a call that the design does not have
 * @throws {TypeError} if `model` is not a design, or an option is invalid
 * @throws {LawBroken} if the design or a property is the caller's own and breaks a law, so no verdict on it could be believed
 * @throws the signal's reason, once it is aborted
 */
export async function check<S extends Scope>(
  model: Model<object, Operation, S>,
  options: CheckOptions<NoInfer<S>> = {},
): Promise<SearchResult> {
  requireDesigns(model);
  requireOptions(options, OPTIONS);
  const whole = wholeScope(model.domain, "check", options.scope);
  const { scope: _, properties = propertiesOf(model.domain, whole), signal, onProgress, ...how } = options;
  const { symmetry = model.numbersMatter === undefined && whyNotSymmetric(model, whole) === undefined } = how;
  requireFairCalls([model], how.fair);
  await testLaws([model], properties, signal);
  const [lawful, asked] = [lawfulModel(model), lawfulProperties(properties, [model])];
  const isBuiltIn = MODELS.includes(model) && properties.every((one) => PROPERTIES.includes(one));
  const comparisons = isBuiltIn ? "some" : "every";
  const steps = searchInSteps(lawful, asked, whole, { ...how, symmetry, comparisons });
  return runToEnd(steps, { signal, onProgress });
}

const OPTIONS = [
  "scope",
  "properties",
  "symmetry",
  "depth",
  "worlds",
  "memory",
  "untilBroken",
  "fair",
  "signal",
  "onProgress",
] as const;
