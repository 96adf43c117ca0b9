import type { Matrix } from "../engine/matrix.ts";
import { fairInWords } from "../model/fairness.ts";
import type { Domain } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";

/**
 * A scope on one line, safe to print: "3 tasks, 3 containers, kinds uts,net, names a,b, 1 image". Lists are written as their options
 * take them.
 */
export function scopeInWords({ scopes }: Domain, scope: Scope): string {
  return scopes.bounds.flatMap((bound) => bound.inWords(scope) ?? []).join(", ");
}

/** The scope of a matrix as a sentence, and another one for the fairness assumed in infinite runs, if any. */
export function scopeOfMatrix({ domain, scope, fair }: Pick<Matrix, "domain" | "scope" | "fair">): string {
  const sentence =
    scope === undefined
      ? `${domain.name}, each kind of namespace separately, and each question in its own scope.`
      : `Scope: ${scopeInWords(domain, scope)}.`;
  return fair === undefined ? sentence : `${sentence} In infinite runs, ${fairInWords(fair)}.`;
}
