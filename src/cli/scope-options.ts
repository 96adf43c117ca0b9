import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { DOMAINS } from "../catalogue.ts";
import type { RecordedHistory } from "../history/read-history.ts";
import { type Bound, BoundError, type Scopes } from "../model/domain-parts.ts";
import type { Domain, Model } from "../model/model.ts";
import { LARGEST_NUMBER } from "../model/numbers.ts";
import type { Scope } from "../model/scope.ts";
import { scopeInWords } from "../report/scope-in-words.ts";
import { Problem } from "./problem.ts";

/** Reads a whole number for an option. */
export function wholeNumberOption(from: number, to: number = LARGEST_NUMBER): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= from && number <= to) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${from} to ${to}.`);
  };
}

/** Which of a domain's default scopes a command takes. */
export type ScopeFor = keyof Scopes["defaults"];

/** A command, as far as options are added to it. */
interface TakesOptions {
  addOption(option: Option): unknown;
}

/**
 * Adds the options that bound a scope to a command: those of every domain, with one option for all bounds of the same name.
 *
 * @param isLeftOut tells which bounds mean nothing to the command
 */
export function withScopeOptions<Command extends TakesOptions>(
  command: Command,
  isLeftOut: (bound: Bound) => boolean = () => false,
): Command {
  for (const bound of allBounds().values()) {
    if (isLeftOut(bound)) continue;
    command.addOption(optionOf(bound));
  }
  return command;
}

/** Adds the options that give a replay another bound than the one in the header of a history. */
export function withReplayOptions<Command extends TakesOptions>(command: Command): Command {
  for (const bound of allBounds().values()) if (bound.isForReplays) command.addOption(optionOf(bound));
  return command;
}

function optionOf(bound: Bound): Option {
  const option = new Option(`${flagOf(bound)} ${bound.takes}`, bound.description);
  return option.argParser((text: string) => read(bound, text));
}

/** The option of a bound: `--pid-levels`. */
export function flagOf({ name, option }: Bound): string {
  return `--${option ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The words allowed in the list that a scope option takes; `undefined` if it takes no list. @param flag `--kinds` */
export function wordsOfList(flag: string): readonly string[] | undefined {
  return [...allBounds().values()].find((bound) => flagOf(bound) === flag)?.words;
}

/** The key under which commands find the value of an option. */
function keyOf({ name, option }: Bound): string {
  return option?.replace(/-[a-z]/g, (letter) => letter.slice(1).toUpperCase()) ?? name;
}

/** The bounds of all domains by name; of several with the same name, the first. */
function allBounds(): ReadonlyMap<string, Bound> {
  const bounds = new Map<string, Bound>();
  for (const { scopes } of DOMAINS)
    for (const bound of scopes.bounds) if (!bounds.has(bound.name)) bounds.set(bound.name, bound);
  return bounds;
}

function read(bound: Bound, text: string): unknown {
  try {
    return bound.read(text);
  } catch (error) {
    throw error instanceof BoundError ? new InvalidArgumentError(error.message) : error;
  }
}

/** The values of options by name, among them those that bound a scope. */
export type GivenOptions = Readonly<object>;

/** Whether any option that bounds a scope was given. */
export function isScopeGiven(given: GivenOptions): boolean {
  return boundsIn(given).length > 0;
}

function boundsIn(given: GivenOptions): [string, unknown][] {
  const values = new Map<string, unknown>(Object.entries(given));
  return [...allBounds().values()].flatMap((bound): [string, unknown][] => {
    const value = values.get(keyOf(bound));
    return value === undefined ? [] : [[bound.name, value]];
  });
}

/** The first domain that has all bounds that are given. */
export function domainBoundedBy(given: GivenOptions): Domain {
  const names = boundsIn(given).map(([name]) => name);
  const hasAll = ({ scopes }: Domain): boolean =>
    names.every((name) => scopes.bounds.some((bound) => bound.name === name));
  return DOMAINS.find(hasAll) ?? DOMAINS[0];
}

/**
 * The scope that the options name. Bounds that are not named come from the scope of the project's configuration, if it has one for the domain. Otherwise they come
 * from the command's default; or, if some bounds are named, from `Bound.unnamed` if a bound has that.
 *
 * @param models the designs that the scope is for
 * @throws {Problem} if an option bounds what designs of the domain do not have
 */
export function scopeFrom<S extends Scope>(
  given: GivenOptions,
  domain: Domain<S>,
  which: ScopeFor,
  models: readonly Pick<Model, "shows">[] = [],
): S {
  const ofProject = configuredScope(given, domain);
  if (ofProject === undefined) return scopeLike(defaultScope(domain.scopes, which, models), given, domain);
  const named = boundsIn(given);
  requireKnown(
    named.map(([name]) => name),
    domain.name,
    domain.scopes,
  );
  return { ...ofProject, ...Object.fromEntries(named) };
}

/** The scope that the project's configuration has for a domain; see apply-config.ts. */
function configuredScope<S extends Scope>(given: GivenOptions, { name }: Domain<S>): S | undefined {
  if (!("configured" in given)) return undefined;
  // What the configuration has for a domain was validated by the schema of that domain.
  return (given.configured as Readonly<Record<string, S | undefined>>)[name];
}

/** Like `scopeFrom`, with any scope as the default, and without a configuration. @throws {Problem} likewise */
export function scopeLike<S extends Scope>(
  byDefault: S,
  given: GivenOptions,
  { name, scopes }: Domain<S>,
): S {
  const named = new Map(boundsIn(given));
  if (named.size === 0) return byDefault;
  requireKnown([...named.keys()], name, scopes);
  const unnamed = scopes.bounds
    .filter((bound) => "unnamed" in bound)
    .map((bound) => [bound.name, bound.unnamed] as const);
  return { ...byDefault, ...Object.fromEntries(unnamed), ...Object.fromEntries(named) };
}

/** A command's default, without the bounds that apply to none of the designs that it is for. */
export function defaultScope<S extends Scope>(
  { defaults, bounds }: Scopes<S>,
  which: ScopeFor,
  models: readonly Pick<Model, "shows">[],
): S {
  const left = new Set(
    bounds
      .filter(({ needs }) => needs !== undefined && !models.some(({ shows }) => shows.includes(needs)))
      .map(({ name }) => name),
  );
  const kept = Object.entries(defaults[which]).filter(([name]) => !left.has(name));
  return Object.fromEntries(kept) as S; // only bounds that are optional belong to some designs alone
}

/**
 * A history to be replayed with the bounds that the options name in place of those in its header.
 *
 * @throws {Problem} if its design has no such bound
 */
export function withBounds(given: GivenOptions, history: RecordedHistory): RecordedHistory {
  const named = boundsIn(given);
  if (named.length === 0) return history;
  const { name, scopes } = history.model.domain;
  requireKnown(
    named.map(([bound]) => bound),
    name,
    scopes,
  );
  return { ...history, scope: { ...history.scope, ...Object.fromEntries(named) } };
}

/** @throws {Problem} if a bound is not one of the domain's */
function requireKnown(names: readonly string[], domain: string, { bounds }: Pick<Scopes, "bounds">): void {
  const known = new Set(bounds.map((bound) => bound.name));
  const unknown = names.find((name) => !known.has(name));
  const bound = unknown === undefined ? undefined : allBounds().get(unknown);
  if (bound === undefined) return;
  throw new Problem(
    `${flagOf(bound)} does not apply to designs of ${domain}.`,
    `Their scope is bounded by ${bounds.map(flagOf).join(", ")}.`,
  );
}

/** What a command's help says about the scope that is used if none is named. */
export function defaultScopeInWords(which: ScopeFor): string {
  const all = DOMAINS.map((domain) => {
    const scope = scopeInWords(domain, domain.scopes.defaults[which]);
    return DOMAINS.length === 1 ? scope : `${domain.name}: ${scope}`;
  });
  return `\nWithout scope options: ${all.join("; ")}.`;
}
