/** Properties about runs that never end: what is promised to happen at some time. */
import type { AnyProperty, Step } from "./any-property.ts";
import type { FairCalls } from "./fairness.ts";
import type { TaskNumber } from "./numbers.ts";
import type { Observation } from "./observation.ts";
import type { Operation } from "./operation.ts";

import type { Scope } from "./scope.ts";

/** From where on something is owed. The thing is 0 where the property is about no thing. */
export type Owed<V extends Observation = Observation, O extends Operation = Operation> =
  | { readonly from: "the first world" }
  | { readonly from: "worlds"; isSo(world: V, thing: number): boolean }
  /** From the world after a step on. `on` are the calls that alone can do it. */
  | {
      readonly from: "steps";
      readonly on?: readonly string[];
      isSo(step: Step<V, O>, thing: number): boolean;
    };

/**
 * A property about runs: what is owed happens at some time, in every run that is fair. A run may stay for ever in a world in which no fair call is enabled, as it
 * must where nobody lives.
 */
export interface OnRuns<
  V extends Observation = Observation,
  S extends Scope = Scope,
  O extends Operation = Operation,
> extends AnyProperty<S> {
  readonly form: "on runs";
  /** The sort of number, as shapes name it, of the things of each of which it promises something; absent where it is about none. A thing that is gone is owed nothing. */
  readonly of?: string;
  /** What it takes for granted of the tasks that it is about; besides that, what the design does (`Model.fair`). */
  readonly fair?: FairCalls;
  /** The tasks of which `fair` is taken for granted; absent: all. */
  isFair?(world: V, task: TaskNumber, thing: number): boolean;
  readonly owed: Owed<V, O>;
  /** Whether it has happened. */
  isMet(world: V, thing: number): boolean;
  /** Whether a step may be taken while it is owed; absent: any. Of runs that take another one nothing is promised. */
  allows?(step: Step<V, O>, thing: number): boolean;
  /** What it is that never happens, in words that name the tasks and containers, of a world in which it is owed. */
  broken(world: V, thing: number): string;
}
