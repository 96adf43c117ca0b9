import type { AnyManager } from "../model/manager.ts";
import type { Model } from "../model/model.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Observation } from "../model/observation.ts";
import type { Calls, Operation, OperationOf } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Scope } from "../model/scope.ts";
import type { Shape } from "../model/shape.ts";
import { find, living, type Table } from "./table.ts";
import { whatToTry } from "./what-to-try.ts";

/** What a design says: the rest of a model follows from it. */
export interface Rules<World extends object, O extends Operation> {
  /** W1. */
  initial(scope: Scope): World;
  /** Which worlds there can be. */
  shape(scope: Scope): Shape;
  /** Carries out an operation of a task that lives, or refuses it and changes nothing. */
  perform(world: World, operation: O, scope: Scope): Outcome;
  /** Releases what is not kept any more after an effect (W3, W4). */
  releaseUnused(world: World): void;
  /** The canonical paths of the containers in a task's view, in order of the containers' numbers (N4). */
  pathsInView(world: World, task: TaskNumber): string[];
  /** The world as everyone sees it. @param like shows another one: see `Model.observe` */
  observe(world: World, like?: Observation): Observation;
  /** How the operations are carried out on today's kernel, where that is known. */
  readonly manager?: AnyManager;
}

/** What is said of a design. */
type About<C extends Calls> = Pick<
  Model,
  "name" | "summary" | "source" | "shows" | "numbersMatter" | "refusals"
> & {
  readonly calls: C;
};

/**
 * A model from a design's rules. `ESRCH` comes before all other checks; after an effect what it no longer keeps is released; a search
 * tries the calls as semantics.md says.
 */
export function modelOf<World extends { tasks: Table<TaskNumber, object> }, const C extends Calls>(
  rules: Rules<World, OperationOf<C>>,
  about: About<C>,
): Model<World, OperationOf<C>> {
  return {
    ...about,
    ...(rules.manager && { manager: rules.manager }),
    initial: (scope) => rules.initial(scope),
    shape: (scope) => rules.shape(scope),
    callers: (world) => living(world.tasks),
    operations: (world, task, scope) =>
      // Made from this very table of calls, so these are this design's operations.
      whatToTry(about.calls, scope, task, rules.pathsInView(world, task)) as Iterable<OperationOf<C>>,
    apply: (world, operation, scope) => {
      if (!find(world.tasks, operation.task)) return "ESRCH";
      const outcome = rules.perform(world, operation, scope);
      if (outcome === "ok") rules.releaseUnused(world);
      return outcome;
    },
    observe: (world, _scope, like) => rules.observe(world, like),
  };
}
