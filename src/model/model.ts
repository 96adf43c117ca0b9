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

/** For each call the errnos that can refuse it. */
export type Refusals = Readonly<Record<string, readonly Errno[]>>;

/**
 * A design: how a world begins, what may be tried in it, and what each operation does.
 *
 * A world is plain data (objects, arrays, texts, numbers, null), and equal worlds are written alike: the same
 * keys in the same order. Then one `apply` serves every way of running it: it changes an Immer draft as readily as a
 * plain object. What a function does depends on its arguments alone, so that a search may remember it: it keeps nothing between
 * two calls but what it could work out again.
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
  /** The fields of its calls that its domain does not have, or that hold something else here. */
  readonly fields?: Fields;
  /** The errnos that its domain does not have, or that mean something else here, each in a sentence without a full stop. */
  readonly errnos?: Errnos;
  /** What it has, of the features of its domain. */
  readonly shows: readonly string[];
  /** The errnos that refuse each call, besides `ESRCH`. Where they are given, random runs tell which of them never came up. */
  readonly refusals?: Refusals;
  /** What refuses its calls, rule by rule. Where it is given, a comparison with a kernel tells which of them that was seen to make. */
  readonly rules?: RefusalRules<World, O, S>;
  /** Calls that can be refused when half of them is done, as some of the kernel's can: such a refusal changes the world. All others change nothing. */
  readonly refusedHalfDone?: readonly string[];
  /**
   * That what happens depends on the numbers themselves, as where a name is made of one: then worlds that differ only in
   * numbers may not be taken for one another.
   */
  readonly numbersMatter?: true;
  /** The calls that are fair in every run that is asked about: what the design itself, or who schedules it, sees to. */
  readonly fair?: FairCalls;
  /** How its operations are carried out on today's kernel. Without one nothing can be compared with a kernel. */
  readonly manager?: AnyManager | undefined;
  /** The world before the first event (W1). */
  initial(scope: S): World;
  /** Which worlds there can be in a scope that is small enough to search. */
  shape(scope: S): Shape;
  /** The tasks that live, in order of number: only they call. */
  callers(world: World): Iterable<TaskNumber>;
  /** What a search lets a live task try in a world, in its order ("What a search tries"). */
  operations(world: World, task: TaskNumber, scope: S): Iterable<O>;
  /**
   * Carries an operation out by changing the world in place, or refuses it and changes nothing. Deterministic; any
   * operation of `calls` may come, also of a task that does not exist.
   */
  apply(world: World, operation: O, scope: S): Outcome;
  /**
   * The world as properties, reports and backends see it.
   *
   * @param like shows another world of the design. A row, a set or a map that is equal there may be taken from it, so that it is quick to find what a
   * call has not changed; for nothing else may it be used
   */
  observe(world: World, scope: S, like?: V): V;
}

/**
 * What designs of one kind share: what a scope, a field of an operation, an errno, an observation and an expectation is there, with its words and
 * pictures. All shared code asks a design's domain, and lists none of this itself.
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
  /** What its calls can carry besides their caller, by name. A design may have fields of its own (`Model.fields`). */
  readonly fields: Fields;
  /** Fields that hold something else in some calls, by call and name. */
  readonly callFields?: Readonly<Record<string, Fields>>;
  /** What each errno means. A design may have errnos of its own, and say some in its own way (`Model.errnos`). */
  readonly errnos: Errnos;
  /** What its designs may lack. A property that needs what a design does not show does not apply to it. */
  readonly features: readonly string[];
  readonly scopes: Scopes<S>;
  readonly observations: Observations<V, S>;
  /** Absent where the declared fields say all that an event may say. */
  readonly histories?: HistoryRules;
  readonly expectations: Expectations<E, V, S>;
  readonly words: Words<V, O>;
  readonly names: Names<S>;
  /** Measures what each call of a design costs in each of some ladders, and tells before each which one it is. Absent where a ladder means nothing. */
  costs?(model: Model, ladders: readonly Ladder[]): Generator<Ladder, CostOfModel>;
}

/** The words and pictures of a domain. What they give is safe to print. */
export interface Words<V extends Observation = Observation, O extends Operation = Operation> {
  /**
   * An event as an English sentence, on one line.
   *
   * @param model the design, which may have calls and errnos of its own
   * @param worlds the worlds on both sides; without them the sentence says less
   */
  sentence(model: Model, event: Event<O>, worlds?: Around<V>): string;
  /** A world drawn on some lines. */
  picture(world: V, paint: Paint): string;
  /** How each task names what it can name, drawn on some lines; absent where all see the same. @param width of a line */
  views?(world: V, paint: Paint, width: number): string;
  /** The history of a verdict, drawn: the world before the first event, the world after each, and the call that shows what is broken. */
  scenes(model: Model, scope: Scope, verdict: Verdict): readonly Scene[];
  /** Fields of rows that are not written by their names, by name; absent where all are. */
  readonly rows?: ReadonlyMap<string, RowWords>;
  /** A world on one line: "2 tasks, 3 containers". */
  summary(world: V): string;
}
