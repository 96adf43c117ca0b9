/** Properties about infinite runs: what is promised to happen at some time. */
import type { AnyProperty, Step } from "./any-property.ts";
import type { FairCalls } from "./fairness.ts";
import type { TaskNumber } from "./numbers.ts";
import type { Observation } from "./observation.ts";
import type { Operation } from "./operation.ts";

import type { Scope } from "./scope.ts";

/** From when on something is owed. `thing` is 0 if the property is about no thing. */
export type Owed<V extends Observation = Observation, O extends Operation = Operation> =
  | { readonly from: "the first world" }
  | { readonly from: "worlds"; isSo(world: V, thing: number): boolean }
  /** From the world after a step on. `on`: only these calls can be such steps; absent: any call. */
  | {
      readonly from: "steps";
      readonly on?: readonly string[];
      isSo(step: Step<V, O>, thing: number): boolean;
    };

/**
 * A property about runs: what is owed happens at some time, in every fair run. A run may stay for ever in a world in which no fair call is enabled, as it must
 * if no task lives.
 */
export interface OnRuns<
  V extends Observation = Observation,
  S extends Scope = Scope,
  O extends Operation = Operation,
> extends AnyProperty<S> {
  readonly form: "on runs";
  /** The sort of the things that it promises something of, named as in shapes; absent if it is about no thing. A thing that is gone is owed nothing. */
  readonly of?: string;
  /** The fairness that it assumes of the tasks it is about, in addition to that of the design (`Model.fair`). */
  readonly fair?: FairCalls;
  /** The tasks of which `fair` is assumed; absent: all. */
  isFair?(world: V, task: TaskNumber, thing: number): boolean;
  readonly owed: Owed<V, O>;
  /** Whether what is owed has happened. */
  isMet(world: V, thing: number): boolean;
  /** Whether a step may be taken while something is owed; absent: any may. Nothing is promised of runs that take any other step. */
  allows?(step: Step<V, O>, thing: number): boolean;
  /** What never happens, in words that name the tasks and containers; called with a world in which it is owed. */
  broken(world: V, thing: number): string;
}
