import { isDeepStrictEqual } from "node:util";
import { DOMAINS } from "../../catalogue.ts";
import type { FairCalls } from "../../model/fairness.ts";
import type { Scope } from "../../model/scope.ts";
import { scopeInWords } from "../../report/scope-in-words.ts";
import { printable } from "../../text/printable.ts";
import { fairCallsAsGiven } from "../fair-option.ts";
import type { FileDigest } from "../user/loaded-files.ts";

/** What identifies a search and can be put into words. */
interface SearchInWords {
  /** The version of nsmodel: with another one a design or a property may mean something else. */
  readonly version: string;
  readonly model: string;
  readonly scope: Scope;
  /** The names of the properties, in the order in which the search has them. */
  readonly properties: readonly string[];
  readonly symmetry: boolean;
  /** The length of the longest history tried; `undefined` if there is no bound. */
  readonly depth?: number | undefined;
  /** The calls that the user assumes to be fair; absent if there are none. */
  readonly fair?: FairCalls | undefined;
}

/** Which search it is: only a search that agrees in all of it may resume another. */
export interface SearchIdentity extends SearchInWords {
  /** The user's files that were loaded: those of designs and properties, and all that these import. */
  readonly files: readonly FileDigest[];
}

/** The search that is asked for. What is not named may be anything. */
export type AskedSearch = Pick<SearchInWords, "version"> & {
  readonly [Field in Exclude<keyof SearchInWords, "version">]?: SearchInWords[Field] | undefined;
};

/** How a saved search differs from the one that is asked for, in words; empty if it does not. */
export function differencesOf(saved: SearchIdentity, asked: AskedSearch): string[] {
  return differencesBetween(saved, completed(asked, saved));
}

/** The same, for a search that is asked for in full. */
export function differencesBetween(saved: SearchInWords, wanted: SearchInWords): string[] {
  const savedInWords = inWords(saved);
  const wantedInWords = inWords(wanted);
  return FIELDS.filter((field) => !isDeepStrictEqual(saved[field], wanted[field])).map(
    (field) => `${savedInWords[field]}, not ${wantedInWords[field]}`,
  );
}

const FIELDS = ["version", "model", "scope", "properties", "symmetry", "depth", "fair"] as const;

function completed(asked: AskedSearch, saved: SearchIdentity): SearchInWords {
  return {
    version: asked.version,
    model: asked.model ?? saved.model,
    scope: asked.scope ?? saved.scope,
    properties: asked.properties ?? saved.properties,
    symmetry: asked.symmetry ?? saved.symmetry,
    depth: asked.depth ?? saved.depth,
    fair: asked.fair ?? saved.fair,
  };
}

function inWords(search: SearchInWords): Readonly<Record<keyof SearchInWords, string>> {
  const { version, model, scope, properties, symmetry, depth, fair } = search;
  return {
    version: `nsmodel ${version}`,
    model: `the design ${model}`,
    scope: `the scope ${boundsInWords(scope)}`,
    properties: properties.length === 0 ? "no properties" : `the properties ${properties.join(", ")}`,
    symmetry: symmetry ? "with symmetry" : "without symmetry",
    depth: depth === undefined ? "no bound on depth" : `a depth of ${depth}`,
    fair: fair === undefined ? "no fair calls" : `the fair calls ${fairCallsAsGiven(fair).join(", ")}`,
  };
}

/** A scope of any domain, in words. */
function boundsInWords(scope: Scope): string {
  const domain = DOMAINS.find(({ scopes }) =>
    scopes.bounds.every(({ name, needs }) => needs !== undefined || Object.hasOwn(scope, name)),
  );
  return domain === undefined ? printable(JSON.stringify(scope)) : scopeInWords(domain, scope);
}
