import { quote } from "shell-quote";
import type { Domain, Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { nameGivenTo } from "./named.ts";
import { flagOf } from "./scope-options.ts";

/** A word that needs no quoting in any shell. `quote` would put a backslash before each comma. */
const PLAIN = /^[\w,./:=-]+$/;

/**
 * The command line that repeats a request, to be pasted into a shell.
 *
 * @param options further words, after the scope
 */
export function commandLine(
  command: string,
  designs: readonly Model[],
  domain: Domain,
  scope: Scope,
  options: readonly string[] = [],
): string {
  return inShell([command, ...designs.map(nameGivenTo), ...scopeWords(domain, scope), ...options]);
}

/** Words as a command line, to be pasted into a shell. */
export const inShell = (words: readonly string[]): string =>
  ["nsmodel", ...words].map((word) => (PLAIN.test(word) ? word : quote([word]))).join(" ");

/** The option that names the broken ones among some properties; `undefined` if none is broken. */
export function brokenProperties(
  properties: readonly Property[],
  verdicts: readonly Verdict[],
): string[] | undefined {
  const broken = properties.filter(({ name }) =>
    verdicts.some(({ property, verdict }) => property === name && verdict === "broken"),
  );
  return broken.length === 0 ? undefined : ["--property", ...broken.map(nameGivenTo)];
}

/** A scope as options. A bound without an option counts as none as soon as another one is given. */
function scopeWords({ scopes }: Domain, scope: Scope): string[] {
  return scopes.bounds.flatMap((bound) => {
    const written = bound.written(scope);
    return written === undefined ? [] : [flagOf(bound), written];
  });
}
