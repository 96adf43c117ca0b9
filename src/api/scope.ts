import * as v from "valibot";
import type { Domain } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { isObject } from "../schema/pieces.ts";
import { noneOf } from "../text/one-of.ts";
import { inWords } from "./asked.ts";

/**
 * A complete scope from the bounds that were asked for.
 *
 * @param which the default scope, from which all other bounds are taken
 * @throws {RangeError} if a bound is unknown to the domain or invalid; the message says which, and why
 */
export function wholeScope<S extends Scope>(
  { scopes }: Domain<S>,
  which: keyof Domain["scopes"]["defaults"],
  asked: Partial<S> = {},
): S {
  requireBounds(scopes, asked);
  const whole: S = { ...scopes.defaults[which] };
  // One at a time: a bound may be inherited, which a spread would leave out.
  for (const name in asked) Object.assign(whole, { [name]: asked[name] });
  requireValues(scopes, whole);
  // A copy down to its lists: the caller may change them while the run waits, and a checked design makes its scope read-only.
  return structuredClone(whole);
}

/**
 * Requires a complete scope of a domain.
 *
 * @throws {RangeError} if a bound is unknown to the domain or invalid; the message says which, and why
 * @throws {TypeError} if it is not an object
 */
export function requireScope<S extends Scope>({ scopes }: Domain<S>, scope: S): void {
  if (!isObject(scope))
    throw new TypeError(`${inWords(scope)} is not a scope: model.domain.scopes.defaults has complete ones`);
  requireBounds(scopes, scope);
  requireValues(scopes, scope);
}

type Scopes<S extends Scope> = Domain<S>["scopes"];

function requireBounds<S extends Scope>(scopes: Scopes<S>, asked: Partial<S>): void {
  const names = scopes.bounds.map(({ name }) => name);
  for (const name in asked)
    if (!names.includes(name)) throw new RangeError(noneOf(name, "bound of a scope", names));
}

function requireValues<S extends Scope>(scopes: Scopes<S>, whole: S): void {
  for (const name in whole)
    if (whole[name] === undefined)
      throw new RangeError(`scope.${name}: it is undefined; leave it out for the default`);
  const written = Object.entries(scopes.written(whole)).filter(([, bound]) => bound !== undefined);
  const { issues } = v.safeParse(scopes.schema, Object.fromEntries(written));
  if (issues === undefined) return;
  const [issue] = issues;
  throw new RangeError(`scope.${v.getDotPath(issue) ?? ""}: ${issue.message}`);
}
