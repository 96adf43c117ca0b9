import { requireDesigns, requireOptions } from "../api/asked.ts";
import { type CheckOptions, check } from "../api/check.ts";
import { wholeScope } from "../api/scope.ts";
import { PROPERTIES } from "../catalogue.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { scopeInWords } from "../report/scope-in-words.ts";
import { counterexample } from "../report/verdicts.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import type { Judgement } from "./judgement.ts";

/** How to search whether a design keeps a property. All have defaults. */
export type KeepOptions = Omit<CheckOptions, "scope" | "properties">;

/**
 * Checks whether a design keeps a property in all of a scope.
 *
 * @param property the property, or the name of one that comes with nsmodel
 * @param scope the bounds that differ from the domain's default scope for a check
 * @returns the verdict, with the shortest history that breaks the property, if any, as `nsmodel check` prints it; undecided if there was no case
 * @throws {RangeError} if no property has that name, or a bound is unknown or invalid; {@link TypeError} if `model` is not a design
 */
export async function judgeKeeping<S extends Scope>(
  model: Model<object, Operation, S>,
  property: Property | string,
  scope: Partial<S> = {},
  options: KeepOptions = {},
): Promise<Judgement> {
  requireDesigns(model);
  const asked = typeof property === "string" ? propertyNamed(property) : property;
  const { verdicts } = await check<S>(model, { ...options, scope, properties: [asked] });
  const found = verdicts[0];
  if (found === undefined) throw new Error(`nothing was said of ${asked.name}`);
  const whole = wholeScope(model.domain, "check", scope);
  const where = `${model.name}, ${scopeInWords(model.domain, whole)}`;
  const message = `${where}\n${counterexample(found, model, whole)}`;
  if (found.verdict === "holds" && found.cases === 0)
    return { verdict: "undecided", message: `${message}\n${NO_CASE}` };
  return { verdict: VERDICTS[found.verdict], message };
}

const NO_CASE = "There was no case: it never had anything to say, and a larger scope may have one.";

const VERDICTS = {
  holds: "holds",
  broken: "fails",
  "not-decided": "undecided",
  "does-not-apply": "undecided",
} as const;

/** The property with a name among those that come with nsmodel. @throws {RangeError} if there is none */
export function propertyNamed(name: string): Property {
  const found = PROPERTIES.find((property) => property.name === name);
  if (found !== undefined) return found;
  const names = PROPERTIES.map((property) => property.name);
  throw new RangeError(`there is no property "${name}": ${didYouMean(name, names)}`);
}

/**
 * The properties in a list that names some of them.
 *
 * @throws {RangeError} if no property has that name; {TypeError} if one is not a property, or `given` is not a list
 */
export function propertiesNamed(given: readonly (Property | string)[]): readonly Property[] {
  const asProperties = (properties: unknown) => requireOptions({ properties }, ["properties"]);
  if (!Array.isArray(given)) asProperties(given); // the caller may not be type-checked
  const properties = given.map((one) => (typeof one === "string" ? propertyNamed(one) : one));
  asProperties(properties);
  return properties;
}
