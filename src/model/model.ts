import type { AnyManager } from "./manager.ts";
import type { TaskNumber } from "./numbers.ts";
import type { Observation } from "./observation.ts";
import type { Calls, Operation } from "./operation.ts";
import type { Errno, Outcome } from "./outcome.ts";
import type { Scope } from "./scope.ts";
import type { Shape } from "./shape.ts";

/** What a design may lack. A property that needs what a design does not show does not apply to it. */
export type Feature =
  /** Tasks share their namespaces by nsproxies. */
  | "nsproxies"
  /** Containers stand in each other. */
  | "levels"
  /** Subtrees can be recorded and restarted. */
  | "images";

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
 */
export interface Model<World extends object = object, O extends Operation = Operation> {
  /** Also its name on the command line and in histories. */
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** Where the design was proposed. */
  readonly source: string;
  /** Its calls and the fields that each takes: the format of its histories, and the vocabulary of its operations. */
  readonly calls: Calls;
  readonly shows: readonly Feature[];
  /** The errnos that refuse each call, besides `ESRCH`. Where they are given, random runs tell which of them never came up. */
  readonly refusals?: Refusals;
  /**
   * That what happens depends on the numbers themselves, as where a name is made of one: then worlds that differ only in
   * numbers may not be taken for one another.
   */
  readonly numbersMatter?: true;
  /** How its operations are carried out on today's kernel. Without one nothing can be compared with a kernel. */
  readonly manager?: AnyManager;
  /** The world before the first event (W1). */
  initial(scope: Scope): World;
  /** Which worlds there can be in a scope that is small enough to search. */
  shape(scope: Scope): Shape;
  /** The tasks that live, in order of number: only they call. */
  callers(world: World): Iterable<TaskNumber>;
  /** What a search lets a live task try in a world, in its order ("What a search tries"). */
  operations(world: World, task: TaskNumber, scope: Scope): Iterable<O>;
  /**
   * Carries an operation out by changing the world in place, or refuses it and changes nothing. Deterministic; any
   * operation of `calls` may come, also of a task that does not exist.
   */
  apply(world: World, operation: O, scope: Scope): Outcome;
  /**
   * The world as properties, reports and backends see it.
   *
   * @param like shows another world of the design. A row, a set or a map that is equal there may be taken from it, so that it is quick to find what a
   * call has not changed; for nothing else may it be used
   */
  observe(world: World, scope: Scope, like?: Observation): Observation;
}
