/** Validates the arguments of the API's functions, for programs that are not type-checked. */
import * as v from "valibot";
import type { FairCalls } from "../model/fairness.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import { isObject } from "../schema/pieces.ts";
import { withArticle } from "../text/article.ts";
import { noneOf } from "../text/one-of.ts";
import { quote } from "../text/quote.ts";

/** Tells whether a value looks like a design: a quick check of a few fields. */
export const isDesign = (given: unknown): given is Model =>
  isObject(given) && isObject(given["domain"]) && isObject(given["calls"]) && isFunction(given["apply"]);

/** Requires designs. @throws {TypeError} if a value is not a design; the message says what it is */
export function requireDesigns(...given: readonly unknown[]): void {
  const wrong = given.findIndex((one) => !isDesign(one));
  if (wrong === -1) return;
  const found = given[wrong];
  const isModule = isObject(found) && isDesign(found["default"]);
  const why = isModule ? ": it is a module; its default export is the design" : "";
  throw new TypeError(`${inWords(found)} is not a design${why}`);
}

const isProperty = (given: unknown): given is Property =>
  isObject(given) &&
  typeof given["name"] === "string" &&
  typeof given["form"] === "string" &&
  (isFunction(given["check"]) || isFunction(given["isMet"]));

/** Tells whether something can be called. */
export const isFunction = (given: unknown): boolean => typeof given === "function";

const isOf32Bits = (given: unknown): boolean =>
  Number.isInteger(given) && Number(given) >= -(2 ** 31) && Number(given) < 2 ** 32;

const isFair = (given: unknown): boolean =>
  isObject(given) && Object.values(given).every((strength) => strength === "weak" || strength === "strong");

const isSignal = (given: unknown): boolean => isObject(given) && isFunction(given["throwIfAborted"]);

/** The schema of each option, by the option's name. */
const OPTIONS = {
  scope: v.custom<object>(isObject, is("object of bounds")),
  models: v.pipe(
    v.array(v.custom<Model>(isDesign, is("design")), is("list of designs")),
    v.minLength(1, "it is empty"),
    differentNames(),
  ),
  properties: v.pipe(
    v.array(v.custom<Property>(isProperty, noProperty), is("list of properties")),
    differentNames(),
  ),
  as: v.custom(isDesign, is("design")),
  keep: most(0),
  symmetry: v.boolean("it is neither true nor false"),
  depth: most(0),
  worlds: most(1),
  memory: most(1),
  pairs: most(1),
  untilBroken: v.boolean("it is neither true nor false"),
  refines: v.boolean("it is neither true nor false"),
  cost: v.boolean("it is neither true nor false"),
  fair: v.custom<object>(isFair, is('object of calls that are "weak" or "strong"')),
  signal: v.custom<AbortSignal>(isSignal, is("AbortSignal")),
  onProgress: v.function(is("function")),
  runs: wholeNumber(1),
  length: wholeNumber(1),
  seed: v.custom<number>(isOf32Bits, is("whole number of 32 bits")),
  seconds: v.custom<number>((given) => Number(given) > 0 && typeof given === "number", is("number above 0")),
  histories: v.union(
    [v.literal("every transition"), wholeNumber(1)],
    ({ input }) => `${inWords(input)} is neither a whole number from 1 nor "every transition"`,
  ),
};

/**
 * Requires that a function has all options given, and that each is valid. An option that is `undefined` counts as absent.
 *
 * @throws {RangeError} if the function has no such option; {TypeError} if an option is invalid
 */
export function requireOptions(given: unknown, names: readonly (keyof typeof OPTIONS)[]): void {
  if (!isObject(given)) throw new TypeError(`${inWords(given)} is not an object of options`);
  // Inherited options count too, because they are read like own ones.
  for (const name in given) {
    const value = given[name];
    const known = names.find((one) => one === name);
    if (known === undefined) throw new RangeError(noneOf(name, "option", names));
    if (value === undefined) continue;
    const flaw = flawIn(OPTIONS[known], value, name);
    if (flaw !== undefined) throw new TypeError(flaw);
  }
}

/**
 * What is wrong with a value, and where in it; `undefined` if nothing is.
 *
 * @param name what the value is called
 */
export function flawIn(schema: v.GenericSchema, given: unknown, name: string): string | undefined {
  const issue = v.safeParse(schema, given).issues?.[0];
  return issue && `${[name, v.getDotPath(issue)].filter(Boolean).join(".")}: ${issue.message}`;
}

/** Requires that each fair call is a call of one of the designs. @throws {RangeError} if one is not */
export function requireFairCalls(models: readonly Model[], fair: FairCalls = {}): void {
  const calls = [...new Set(models.flatMap((model) => Object.keys(model.calls)))];
  const unknown = Object.keys(fair).find((call) => !calls.includes(call));
  const [first, ...others] = models;
  if (unknown === undefined || first === undefined) return;
  throw new RangeError(
    noneOf(unknown, `call of ${others.length === 0 ? first.name : "these designs"}`, calls),
  );
}

/** The message for a value that is not what is wanted. */
function is(wanted: string) {
  return ({ input }: { readonly input: unknown }): string =>
    `${inWords(input)} is not ${withArticle(wanted)}`;
}

function noProperty({ input }: { readonly input: unknown }): string {
  const hint = typeof input === "string" ? ": look it up by its name in PROPERTIES" : "";
  return `${is("property")({ input })}${hint}`;
}

/** Results are identified by name. */
function differentNames<Named extends { readonly name: string }>() {
  return v.check<Named[], (issue: { readonly input: Named[] }) => string>(
    (all) => repeatedName(all) === undefined,
    ({ input }) => `two are named ${quote(repeatedName(input) ?? "")}`,
  );
}

function repeatedName(all: readonly { readonly name: string }[]): string | undefined {
  const names = all.map(({ name }) => name);
  return names.find((name, index) => names.indexOf(name) !== index);
}

function wholeNumber(from: number) {
  return v.custom<number>(
    (given) => Number.isSafeInteger(given) && Number(given) >= from,
    is(`whole number from ${from}`),
  );
}

/** An upper bound. Infinity means none. */
function most(from: number) {
  return v.custom<number>(
    (given) => given === Infinity || (Number.isSafeInteger(given) && Number(given) >= from),
    is(`whole number from ${from}`),
  );
}

/** A value in a few words, safe to print. */
export function inWords(given: unknown): string {
  if (typeof given === "string") return quote(given);
  if (Array.isArray(given)) return "a list";
  if (isFunction(given)) return "a function";
  if (!isObject(given)) return String(given);
  return typeof given["name"] === "string" ? quote(given["name"]) : "an object";
}
