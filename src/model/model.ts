import type { Paint } from "../text/paint.ts";
import type { CostOfModel, Ladder } from "./cost.ts";
import type {
  Around,
  Expectations,
  Fields,
  HistoryRules,
  Names,
  Observations,
  RowWords,
  Scopes,
} from "./domain-parts.ts";
import type { Errno, Errnos } from "./errno.ts";
import type { FairCalls } from "./fairness.ts";
import type { AnyManager } from "./manager.ts";
import type { TaskNumber } from "./numbers.ts";
import type { Observation } from "./observation.ts";
import type { Calls, Event, Operation } from "./operation.ts";
import type { Outcome } from "./outcome.ts";
import type { Scene } from "./picture.ts";
import type { RefusalRules } from "./refusal-rule.ts";
import type { Scope } from "./scope.ts";
import type { Shape } from "./shape.ts";
import type { Verdict } from "./verdict.ts";

/** The errnos that can refuse each call. */
export type Refusals = Readonly<Record<string, readonly Errno[]>>;

/**
 * A design: how a world begins, what may be tried in it, and what each operation does.
 *
 * A world is plain data (objects, arrays, strings, numbers, null), and equal worlds are written identically: the same
 * keys in the same order. So one `apply` serves every way of running the design: it changes an Immer draft as readily as a
 * plain object. Every function depends on its arguments alone, so a search may cache its results; between calls it keeps
 * nothing that it could not recompute.
 *
 * @typeParam World - the state of the design
 * @typeParam O - its operations, a union over `op`
 * @typeParam S - the scopes of its domain
 * @typeParam V - what its domain shows of a world
 */
export interface Model<
  World extends object = object,
  O extends Operation = Operation,
  S extends Scope = Scope,
  V extends Observation = Observation,
> {
  /** Also its name on the command line and in histories. */
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** Where the design was proposed. */
  readonly source: string;
  /** Its calls and the fields that each takes: the format of its histories, and the vocabulary of its operations. */
  readonly calls: Calls;
  /** What designs of its kind share. */
  readonly domain: Domain<S, V>;
  /** Fields of its calls that its domain lacks, or that hold something else in this design. */
  readonly fields?: Fields;
  /** Errnos that its domain lacks, or that mean something else in this design: the meaning of each, a sentence without a full stop. */
  readonly errnos?: Errnos;
  /** The features of its domain that it has. */
  readonly shows: readonly string[];
  /** The errnos that can refuse each call, besides `ESRCH`. If given, random runs report which of them never occurred. */
  readonly refusals?: Refusals;
  /** What refuses its calls, rule by rule. If given, a comparison with a kernel reports which of these refusals the kernel was seen to make. */
  readonly rules?: RefusalRules<World, O, S>;
  /** Calls that can be refused halfway, as some of the kernel's can: such a refusal may change the world. A refusal of any other call changes nothing. */
  readonly refusedHalfDone?: readonly string[];
  /**
   * Set if behaviour depends on the numbers themselves, for example because a name is made from one: worlds that differ only
   * in numbers then must not be treated as the same.
   */
  readonly numbersMatter?: true;
  /** The calls that are fair in every run considered, because the design or its scheduler sees to it. */
  readonly fair?: FairCalls;
  /** Carries its operations out on today's kernel. Without a manager the design cannot be compared with a kernel. */
  readonly manager?: AnyManager | undefined;
  /** The world before the first event (W1). */
  initial(scope: S): World;
  /** The worlds that are possible in a scope that is small enough to search. */
  shape(scope: S): Shape;
  /** The live tasks, in order of number: only they make calls. */
  callers(world: World): Iterable<TaskNumber>;
  /** The operations that a search tries for a live task in a world, in that order (semantics.md, "What a search tries"). */
  operations(world: World, task: TaskNumber, scope: S): Iterable<O>;
  /**
   * Carries an operation out by changing the world in place, or refuses it and changes nothing (but see `refusedHalfDone`).
   * Deterministic. It must accept any operation of `calls`, even one by a task that does not exist.
   */
  apply(world: World, operation: O, scope: S): Outcome;
  /**
   * The world as properties, reports and backends see it.
   *
   * @param like an observation of another world of the design. Rows, sets and maps that are equal may be reused from it, so that what a
   * call left unchanged is found quickly; it may be used for nothing else
   */
  observe(world: World, scope: S, like?: V): V;
}

/**
 * What designs of one kind share: their scopes, fields of operations, errnos, observations and expectations, and the words and
 * pictures for them. Shared code asks a design's domain and hard-codes none of this.
 *
 * @typeParam S - its scopes
 * @typeParam V - what it shows of a world
 * @typeParam O - its operations
 * @typeParam E - what a history may expect of a world
 */
export interface Domain<
  S extends Scope = Scope,
  V extends Observation = Observation,
  O extends Operation = Operation,
  E extends object = object,
> {
  readonly name: string;
  /** What its calls can carry besides their caller, by name. A design may add fields (`Model.fields`). */
  readonly fields: Fields;
  /** Fields that hold something else in some calls, by call and name. */
  readonly callFields?: Readonly<Record<string, Fields>>;
  /** What each errno means. A design may add errnos, or give some another meaning (`Model.errnos`). */
  readonly errnos: Errnos;
  /** What its designs may have or lack. A property does not apply to a design without a feature that it needs. */
  readonly features: readonly string[];
  readonly scopes: Scopes<S>;
  readonly observations: Observations<V, S>;
  /** Absent if the declared fields already say everything that an event may hold. */
  readonly histories?: HistoryRules;
  readonly expectations: Expectations<E, V, S>;
  readonly words: Words<V, O>;
  readonly names: Names<S>;
  /** Measures what each call of a design costs in each ladder; yields a ladder before measuring in it. Absent if ladders mean nothing in the domain. */
  costs?(model: Model, ladders: readonly Ladder[]): Generator<Ladder, CostOfModel>;
}

/** The words and pictures of a domain. All results are safe to print. */
export interface Words<V extends Observation = Observation, O extends Operation = Operation> {
  /**
   * An event as an English sentence, on one line.
   *
   * @param model the design, which may have calls and errnos of its own
   * @param worlds the worlds on both sides; without them the sentence says less
   */
  sentence(model: Model, event: Event<O>, worlds?: Around<V>): string;
  /** A world, drawn as lines of text. */
  picture(world: V, paint: Paint): string;
  /** How each task names what it can name, drawn as lines of text; absent if all tasks see the same. @param width of a line */
  views?(world: V, paint: Paint, width: number): string;
  /** The history of a verdict, drawn: the world before the first event, the world after each, and the call that shows what is broken. */
  scenes(model: Model, scope: Scope, verdict: Verdict): readonly Scene[];
  /** How to write fields of rows that are not simply written by name, keyed by field name; absent if there are none. */
  readonly rows?: ReadonlyMap<string, RowWords>;
  /** A world on one line: "2 tasks, 3 containers". */
  summary(world: V): string;
}
