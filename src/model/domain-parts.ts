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
  /** What stands under `scope` in the header of a history, as strict entries. */
  readonly schema: GenericSchema<unknown, S>;
  /** What is written there. */
  written(scope: S): object;
  /** How many tasks may live at once. */
  mostTasks(scope: S): number;
  /** Every set of kinds of namespace that a search tries. */
  kindSets(scope: S): readonly (readonly Kind[])[];
  /** The bounds, in the order in which they are written. */
  readonly bounds: readonly Bound<S>[];
  /** Where no scope is named. */
  readonly defaults: {
    /** What a check looks at: small enough for an answer in seconds, with something for each property. */
    readonly check: S;
    /** What a matrix looks at: an answer for all designs in seconds. */
    readonly matrix: S;
    /** What random runs and the shell have room for. */
    readonly roomy: S;
    /** What histories on the kernel have room for. */
    readonly conform: S;
  };
  /**
   * Scopes so small that every transition of the first so many calls can be played on a kernel: together they have what is worth it. Absent: where no
   * scope is named that of `conform` is toured, whole.
   */
  readonly tours?: readonly { readonly scope: S; readonly depth: number }[];
  /** The scopes in which the laws of a design are tried: from the smallest to one with room for everything. */
  readonly forLaws: readonly S[];
}

/** A bound of a scope: an option of commands, and a field of the header of a history. */
export interface Bound<S extends Scope = Scope> {
  /** The key in the scope, and the field in a header. */
  readonly name: string;
  /** The option after its two dashes, where it is not the name with hyphens. */
  readonly option?: string;
  /** That a replay may be told it, in place of what the header says. */
  readonly isForReplays?: true;
  /** That it bounds what no kernel has, so that what plays on a kernel takes no such option. */
  readonly isNotOnKernel?: true;
  /** What an option takes, e.g. `<number>`. */
  readonly takes: string;
  /** Where the option takes a list with commas: what may stand in it, for shells to complete. Absent: anything. */
  readonly words?: readonly string[];
  /** In the words of the help of a command. */
  readonly description: string;
  /** The feature of the domain that a design shows to which the bound means something; absent: any design. A default leaves it out for all others. */
  readonly needs?: string;
  /** Reads what an option was given. @throws {BoundError} where that is no such bound */
  read(text: string): unknown;
  /** How an option is written that says what a scope says; nothing where a scope that does not name the bound says the same. */
  written(scope: S): string | undefined;
  /** In words: "3 tasks", "kinds uts,net"; nothing where there is nothing to say. */
  inWords(scope: S): string | undefined;
  /** How much of something there is room for, where the bound is a number. A shape may grow with it. */
  readonly number?: {
    of(scope: S): number;
    with(scope: S, number: number): S;
  };
  /** What the bound is where an option names another one but not this. Absent: as in the default. */
  readonly unnamed?: unknown;
}

/** What is wrong with a bound, in a sentence. */
export class BoundError extends Error {}

/** What a domain shows of worlds. */
export interface Observations<V extends Observation = Observation, S extends Scope = Scope> {
  /** The tasks that live, in order. */
  tasks(world: V): Iterable<TaskNumber>;
  /** Where each live task stands: a way of numbers from the top down. Worlds in which tasks stand alike are alike to random runs. */
  places(world: V): ReadonlyMap<TaskNumber, readonly number[]>;
  /** Tells whether two worlds look the same. */
  areSame(one: V, other: V): boolean;
  /** What must be so of all that is shown, each with what is wrong where it is not. */
  readonly laws: readonly ObservationLaw<V, S>[];
  /** What two designs have to show alike in step, as a text that only equal pictures have (semantics.md, "Comparing two designs"). */
  picture(world: V, scope: S): string;
  /** As plain data for JSON. */
  asJson(world: V): object;
  /** Works out every part: some may be worked out only when they are asked for. */
  look(world: V): void;
  /**
   * Shows worlds so that it is noticed when somebody looks at what depends on opaque values, which a search folds (docs/decisions/0012). Without it
   * nothing is opaque in the domain.
   */
  watch?(looks: Looks): Watcher<V>;
}

/** Is told what somebody looks at of opaque values. Each is told by the number that it has in the world that is watched. */
export interface Looks {
  /** For each number that which is shown for it; one beyond is shown as it is. They may change at any time. */
  readonly representatives: ArrayLike<number>;
  /** Somebody reads a value. Called often. */
  readsValue(number: number): void;
  /** Somebody asks whether anybody holds a value. @param shown what is shown for it */
  asksForHolders(shown: number): void;
}

/** Shows worlds that are watched. */
export interface Watcher<V extends Observation = Observation> {
  /** A world, watched. @param like another one that is watched: what both share stays shared */
  watched(world: V, like?: V): V;
  /** The world that is shown watched; one that is not is itself. */
  unwatched(world: V): V;
}

/** What must be so of all that is shown. */
export interface ObservationLaw<V extends Observation = Observation, S extends Scope = Scope> {
  readonly law: string;
  /** What is wrong, in a sentence that begins with `observe()`; nothing where nothing is. What a design shows may be anything, whatever the types say. */
  flaw(shown: V, scope: S): string | undefined;
}

/** What events of a history may say, beside what the fields of each call hold. */
export interface HistoryRules {
  /** Errnos that an event may have come to beside those of the design: what else whoever recorded it may have seen. */
  readonly errnos?: readonly Errno[];
  /** Begins with a history: gives what is wrong with its events, which it is asked of in order, and in which field; nothing where nothing is. */
  begin(): (event: Event) => FieldFlaw | undefined;
}

/** What is wrong with a field of an event. */
export interface FieldFlaw {
  readonly field: string;
  /** In a sentence without a full stop. */
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
  /** All that can be expected of a world: worlds of which it is so are alike, as far as expectations can tell. */
  all(world: V, scope: S): E;
  /** The fields that do not agree with a world, in the order in which they are written. */
  check(expectation: E, world: V): readonly Disagreement[];
}

/** The worlds on both sides of an event. */
export interface Around<V extends Observation = Observation> {
  readonly before: V;
  readonly after: V;
}

/** How a field of a row of a world's tables is written where a history tells what an event changed. */
export interface RowWords {
  /** Of a new row: "in container 1"; empty where there is nothing to say. */
  readonly value: (value: unknown) => string;
  /** Of a row that is there before and after: "is renamed from a to b". Absent: the field is named, with both values. */
  readonly change?: (was: unknown, is: unknown) => string;
}

/** Names and the like that random calls try. */
export interface Names<S extends Scope = Scope> {
  /** Those that a search gives to a field, and those that the designs themselves give, by field. */
  likely(scope: S, field: string): readonly string[];
  /** Those that mean something to what carries the designs out. */
  readonly odd: readonly string[];
  /** What else a random run may give where a name is asked for. Absent: any text at all, since any may be a name or be refused. */
  readonly hostile?: readonly string[];
}
