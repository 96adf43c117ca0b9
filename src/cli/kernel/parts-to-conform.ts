import type { Part } from "../../conformance/parts.ts";
import type { Domain, Model } from "../../model/model.ts";
import type { Scope } from "../../model/scope.ts";
import { type GivenOptions, isScopeGiven, scopeFrom, scopeLike } from "../scope-options.ts";
import type { HowToConform } from "./how-to-conform.ts";

/** The last part, which is what was asked for. */
export function lastOf(parts: readonly Part[]): Part {
  const last = parts.at(-1);
  if (last === undefined) throw new RangeError("nothing is to be compared");
  return last;
}

/**
 * The parts in which a design is compared with a kernel: first histories for each of its refusals, if it names these; then the histories that
 * were asked for. If these are all transitions, and no scope is named, they are the tours of the domain.
 *
 * @throws {Problem} if an option bounds what designs of the domain do not have
 */
export function partsToConform(model: Model, given: GivenOptions, how: HowToConform): readonly Part[] {
  const { domain } = model;
  const scope = scopeFrom(given, domain, "conform", [model]);
  const asked = askedFor(domain, given, how, scope);
  if (model.rules === undefined) return asked;
  return [{ scope, how: { histories: "each refusal", all: how.all, shard: how.shard } }, ...asked];
}

/** @param roomy the scope if no tour is taken */
function askedFor(domain: Domain, given: GivenOptions, how: HowToConform, roomy: Scope): readonly Part[] {
  const { tours } = domain.scopes;
  if (how.histories === "random" || tours === undefined) return [{ scope: roomy, how }];
  const parts = tours.map(({ scope, depth }) => ({ scope, how: { ...how, depth: how.depth ?? depth } }));
  if (!isScopeGiven(given)) return parts;
  // The tour whose scope is closest to what is asked for.
  const agreement = parts.map(({ scope }) => boundsLeftAlone(scope, given, domain));
  const like = parts[agreement.lastIndexOf(Math.max(...agreement))] ?? lastOf(parts);
  return [{ scope: scopeLike(like.scope, given, domain), how: like.how }];
}

/** How many bounds of a scope the options leave as they are. */
function boundsLeftAlone(scope: Scope, given: GivenOptions, domain: Domain): number {
  const wanted = scopeLike(scope, given, domain);
  return domain.scopes.bounds.filter(({ written }) => written(scope) === written(wanted)).length;
}
