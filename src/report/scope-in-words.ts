import type { Matrix } from "../engine/matrix.ts";
import type { Domain } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";

/**
 * A scope in one line, safe to print: "3 tasks, 3 containers, kinds uts,net, names a,b, 1 image". What is listed stands as its option
 * takes it.
 */
export function scopeInWords({ scopes }: Domain, scope: Scope): string {
  return scopes.bounds.flatMap((bound) => bound.inWords(scope) ?? []).join(", ");
}

/** The scope of a matrix, in a sentence. */
export function scopeOfMatrix({ domain, scope }: Pick<Matrix, "domain" | "scope">): string {
  return scope === undefined
    ? `${domain.name}, each kind of namespace apart, and each question in a scope of its own.`
    : `Scope: ${scopeInWords(domain, scope)}.`;
}
