/** What the functions of the API are given, looked at for those whose program no compiler reads. */
import * as v from "valibot";
import type { FairCalls } from "../model/fairness.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import { isObject } from "../schema/pieces.ts";
import { noneOf } from "../text/one-of.ts";
import { quote } from "../text/quote.ts";

/** Tells whether something is a design, as far as that is seen at a glance. */
export const isDesign = (given: unknown): given is Model =>
  isObject(given) && isObject(given["domain"]) && isObject(given["calls"]) && isWork(given["apply"]);

/** Requires designs. @throws {TypeError} where one is none: what it is */
export function requireDesigns(...given: readonly unknown[]): void {
  const wrong = given.findIndex((one) => !isDesign(one));
  if (wrong === -1) return;
  const found = given[wrong];
  const isModule = isObject(found) && isDesign(found["default"]);
  const why = isModule ? ": it is a module, whose default export is one" : "";
  throw new TypeError(`${inWords(found)} is no design${why}`);
}

const isProperty = (given: unknown): given is Property =>
  isObject(given) &&
  typeof given["name"] === "string" &&
  typeof given["form"] === "string" &&
  (isWork(given["check"]) || isWork(given["isMet"]));

/** Tells whether something can be called. */
export const isWork = (given: unknown): boolean => typeof given === "function";

const isOf32Bits = (given: unknown): boolean =>
  Number.isInteger(given) && Number(given) >= -(2 ** 31) && Number(given) < 2 ** 32;

const isFair = (given: unknown): boolean =>
  isObject(given) && Object.values(given).every((strength) => strength === "weak" || strength === "strong");

const isSignal = (given: unknown): boolean => isObject(given) && isWork(given["throwIfAborted"]);

/** What an option may be, by how it is named in the options of a function. */
const OPTIONS = {
  scope: v.custom<object>(isObject, is("object of bounds")),
  models: v.pipe(
    v.array(v.custom(isDesign, is("design")), is("list of designs")),
    v.minLength(1, "it has no design"),
  ),
  properties: v.array(v.custom(isProperty, noProperty), is("list of properties")),
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
    is('whole number from 1, nor "every transition"'),
  ),
};

/**
 * Requires options: those that a function has, each being what it may be. One that is undefined is as one that is not there.
 *
 * @throws {RangeError} where there is another; {TypeError} where one may not be what it is
 */
export function requireOptions(given: unknown, names: readonly (keyof typeof OPTIONS)[]): void {
  if (!isObject(given)) throw new TypeError(`${inWords(given)} is no object of options`);
  for (const [name, value] of Object.entries(given)) {
    const known = names.find((one) => one === name);
    if (known === undefined) throw new RangeError(noneOf(name, "option", names));
    if (value === undefined) continue;
    const flaw = flawIn(OPTIONS[known], value, name);
    if (flaw !== undefined) throw new TypeError(flaw);
  }
}

/**
 * What is wrong with something, and where in it; nothing where nothing is.
 *
 * @param name how it is called
 */
export function flawIn(schema: v.GenericSchema, given: unknown, name: string): string | undefined {
  const issue = v.safeParse(schema, given).issues?.[0];
  return issue && `${[name, v.getDotPath(issue)].filter(Boolean).join(".")}: ${issue.message}`;
}

/** Requires calls that are to be fair. @throws {RangeError} where none of some designs has one of them */
export function requireFairCalls(models: readonly Model[], fair: FairCalls = {}): void {
  const calls = [...new Set(models.flatMap((model) => Object.keys(model.calls)))];
  const unknown = Object.keys(fair).find((call) => !calls.includes(call));
  const [first, ...others] = models;
  if (unknown === undefined || first === undefined) return;
  throw new RangeError(
    noneOf(unknown, `call of ${others.length === 0 ? first.name : "these designs"}`, calls),
  );
}

/** The message for what is not what is wanted. */
function is(wanted: string) {
  return ({ input }: { readonly input: unknown }): string => `${inWords(input)} is no ${wanted}`;
}

function noProperty({ input }: { readonly input: unknown }): string {
  const hint =
    typeof input === "string" ? ": PROPERTIES has those that come with nsmodel, with their names" : "";
  return `${is("property")({ input })}${hint}`;
}

function wholeNumber(from: number) {
  return v.custom<number>(
    (given) => Number.isSafeInteger(given) && Number(given) >= from,
    is(`whole number from ${from}`),
  );
}

/** How many there may be at most. Infinity is no bound. */
function most(from: number) {
  return v.custom<number>(
    (given) => given === Infinity || (Number.isSafeInteger(given) && Number(given) >= from),
    is(`whole number from ${from}`),
  );
}

/** Something in a few words, safe to print. */
export function inWords(given: unknown): string {
  if (typeof given === "string") return quote(given);
  if (Array.isArray(given)) return "a list";
  if (isWork(given)) return "a function";
  if (!isObject(given)) return String(given);
  return typeof given["name"] === "string" ? quote(given["name"]) : "an object";
}
