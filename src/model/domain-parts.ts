import type { GenericSchema, ObjectEntries } from "valibot";
import type { Disagreement } from "./disagreement.ts";
import type { Errno } from "./errno.ts";
import type { Field } from "./field.ts";
import type { Kind } from "./kind.ts";
import type { TaskNumber } from "./numbers.ts";
import type { Observation } from "./observation.ts";
import type { Event } from "./operation.ts";
import type { Scope } from "./scope.ts";

/** Fields of operations by name. */
export type Fields = Readonly<Record<string, Field>>;

/** The scopes of a domain. */
export interface Scopes<S extends Scope = Scope> {
  /** What stands under `scope` in the header of a history, as a strict schema. */
  readonly schema: GenericSchema<unknown, S>;
  /** The scope as it is written there. */
  written(scope: S): object;
  /** How many tasks may live at once. */
  mostTasks(scope: S): number;
  /** Every set of kinds of namespace that a search tries. */
  kindSets(scope: S): readonly (readonly Kind[])[];
  /** The bounds, in the order in which they are written. */
  readonly bounds: readonly Bound<S>[];
  /** Used if no scope is named. */
  readonly defaults: {
    /** For a check: small enough for an answer in seconds, with something for each property. */
    readonly check: S;
    /** For a matrix: small enough for an answer for all designs in seconds. */
    readonly matrix: S;
    /** For random runs and the shell. */
    readonly roomy: S;
    /** For histories on the kernel. */
    readonly conform: S;
  };
  /**
   * Scopes so small that every transition up to `depth` calls deep can be played on a kernel: together they cover what is worth playing. If absent, and
   * no scope is named, that of `conform` is toured in full.
   */
  readonly tours?: readonly { readonly scope: S; readonly depth: number }[];
  /** The scopes in which the laws of a design are tried: from the smallest to one with room for everything. */
  readonly forLaws: readonly S[];
}

/** A bound of a scope: an option of commands, and a field of the header of a history. */
export interface Bound<S extends Scope = Scope> {
  /** The key in the scope, and the field in a header. */
  readonly name: string;
  /** The option without its two dashes, if it is not the name with hyphens. */
  readonly option?: string;
  /** Set if a replay takes the option, which overrides the header. */
  readonly isForReplays?: true;
  /** Set if it bounds something that no kernel has, so that commands that play on a kernel take no such option. */
  readonly isNotOnKernel?: true;
  /** The placeholder of the option's argument, e.g. `<number>`. */
  readonly takes: string;
  /** If the option takes a comma-separated list: the words that may stand in it, for shells to complete. Absent: anything. */
  readonly words?: readonly string[];
  /** As the help of a command words it. */
  readonly description: string;
  /** The feature that a design must have for the bound to mean something; absent: none. Defaults leave the bound out for designs without it. */
  readonly needs?: string;
  /** Reads the argument of the option. @throws {BoundError} if it is not a valid bound */
  read(text: string): unknown;
  /** The argument that makes the option say what a scope says; `undefined` if leaving the option out says the same. */
  written(scope: S): string | undefined;
  /** In words: "3 tasks", "kinds uts,net"; `undefined` if there is nothing to say. */
  inWords(scope: S): string | undefined;
  /** How many of something there is room for, if the bound is a number. A shape may grow with it. */
  readonly number?: {
    of(scope: S): number;
    with(scope: S, number: number): S;
  };
  /** The bound's value if options name other bounds but not this one. Absent: as in the default scope. */
  readonly unnamed?: unknown;
}

/** What is wrong with a bound, in a sentence. */
export class BoundError extends Error {}

/** What a domain shows of worlds. */
export interface Observations<V extends Observation = Observation, S extends Scope = Scope> {
  /** The live tasks, in order. */
  tasks(world: V): Iterable<TaskNumber>;
  /** Where each live task stands, as a path of numbers from the top down. Random runs treat worlds as alike if their tasks stand alike. */
  places(world: V): ReadonlyMap<TaskNumber, readonly number[]>;
  /** Tells whether two worlds look the same. */
  areSame(one: V, other: V): boolean;
  /** What must hold for everything that is shown; each law says what is wrong if it does not. */
  readonly laws: readonly ObservationLaw<V, S>[];
  /** What two designs must show alike after each step, as a string that is equal only for equal pictures (semantics.md, "Comparing two designs"). */
  picture(world: V, scope: S): string;
  /** As plain data for JSON. */
  asJson(world: V): object;
  /** Forces every part, as some may be computed lazily. */
  look(world: V): void;
  /**
   * Wraps worlds to notice when something that depends on opaque values is looked at, as a search folds these (docs/decisions/0012). If absent, nothing
   * is opaque in the domain.
   */
  watch?(looks: Looks): Watcher<V>;
}

/** Is told which opaque values are looked at, each by its number in the watched world. */
export interface Looks {
  /** The number that is shown for each number; one beyond the end is shown as it is. They may change at any time. */
  readonly representatives: ArrayLike<number>;
  /** A value is read. Called often. */
  readsValue(number: number): void;
  /** It is asked whether anything holds a value. @param shown the number that is shown for it */
  asksForHolders(shown: number): void;
}

/** Wraps worlds so that looks at their opaque values are noticed. */
export interface Watcher<V extends Observation = Observation> {
  /** A watched view of a world. @param like another watched view: what the two worlds share stays shared */
  watched(world: V, like?: V): V;
  /** The world behind a watched view; a world that is not watched is returned as it is. */
  unwatched(world: V): V;
}

/** A law for everything that is shown. */
export interface ObservationLaw<V extends Observation = Observation, S extends Scope = Scope> {
  readonly law: string;
  /** What is wrong, in a sentence that begins with `observe()`, or `undefined`. What a design shows may be anything, whatever the types say. */
  flaw(shown: V, scope: S): string | undefined;
}

/** Rules for the events of a history, beyond what the fields of each call hold. */
export interface HistoryRules {
  /** Errnos that an event may have besides those of the design, because whoever recorded it may have seen them. */
  readonly errnos?: readonly Errno[];
  /** Begins a history. The function that it returns is called for each event in order, and says what is wrong with it and in which field, or `undefined`. */
  begin(): (event: Event) => FieldFlaw | undefined;
}

/** What is wrong with a field of an event. */
export interface FieldFlaw {
  readonly field: string;
  /** What is wrong, in a sentence without a full stop. */
  readonly words: string;
}

/** What a history may expect of a world (`expect`). */
export interface Expectations<
  E extends object = object,
  V extends Observation = Observation,
  S extends Scope = Scope,
> {
  /** The fields, all optional, as entries of a strict object. */
  schema(scope: S): ObjectEntries;
  /** As it is written: plain data for JSON. */
  written(expectation: E): object;
  /** Everything that can be expected of a world: expectations cannot distinguish worlds for which it is the same. */
  all(world: V, scope: S): E;
  /** The fields that do not agree with a world, in the order in which they are written. */
  check(expectation: E, world: V): readonly Disagreement[];
}

/** The worlds on both sides of an event. */
export interface Around<V extends Observation = Observation> {
  readonly before: V;
  readonly after: V;
}

/** How a field of a row of a world's tables is written when a history says what an event changed. */
export interface RowWords {
  /** For a new row: "in container 1"; empty if there is nothing to say. */
  readonly value: (value: unknown) => string;
  /** For a row that exists before and after: "is renamed from a to b". Absent: the field is named, with both values. */
  readonly change?: (was: unknown, is: unknown) => string;
}

/** Names and similar strings that random calls try. */
export interface Names<S extends Scope = Scope> {
  /** For a field, the names that a search tries there and those that the designs themselves give. */
  likely(scope: S, field: string): readonly string[];
  /** Names that mean something to whatever carries the designs out. */
  readonly odd: readonly string[];
  /** What else a random run may give as a name. Absent: any string at all, since any may be a name or be refused. */
  readonly hostile?: readonly string[];
}
