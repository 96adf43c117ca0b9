import type { Domain } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";

/**
 * A scope in one line, safe to print: "3 tasks, 3 containers, kinds uts,net, names a,b, 1 image". What is listed stands as its option
 * takes it.
 */
export function scopeInWords({ scopes }: Domain, scope: Scope): string {
  return scopes.bounds.flatMap((bound) => bound.inWords(scope) ?? []).join(", ");
}
