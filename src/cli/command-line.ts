import { quote } from "shell-quote";
import type { Domain, Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { nameGivenTo } from "./named.ts";
import { flagOf } from "./scope-options.ts";

/** A word that means itself in every shell. `quote` would put a backslash before each comma. */
const PLAIN = /^[\w,./:=-]+$/;

/**
 * The command line that asks for something again, to be pasted into a shell.
 *
 * @param options further words, behind the scope
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

/** The command line of some words, to be pasted into a shell. */
export const inShell = (words: readonly string[]): string =>
  ["nsmodel", ...words].map((word) => (PLAIN.test(word) ? word : quote([word]))).join(" ");

/** The option that names those of some properties that are broken; nothing where none is. */
export function brokenProperties(
  properties: readonly Property[],
  verdicts: readonly Verdict[],
): string[] | undefined {
  const broken = properties.filter(({ name }) =>
    verdicts.some(({ property, verdict }) => property === name && verdict === "broken"),
  );
  return broken.length === 0 ? undefined : ["--property", ...broken.map(nameGivenTo)];
}

/** A scope as options: those that are not given are none, once one is. */
function scopeWords({ scopes }: Domain, scope: Scope): string[] {
  return scopes.bounds.flatMap((bound) => {
    const written = bound.written(scope);
    return written === undefined ? [] : [flagOf(bound), written];
  });
}
