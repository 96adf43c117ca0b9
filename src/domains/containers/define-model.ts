import type { Fields } from "../../model/domain-parts.ts";
import type { AnyManager } from "../../model/manager.ts";
import type { Model } from "../../model/model.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import type { Calls, Operation, Values } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Shape } from "../../model/shape.ts";
import { find, living, type Table } from "../../world/table.ts";
import type { ContainerModel } from "./container-model.ts";
import { containers } from "./domain.ts";
import type { ContainerFeature } from "./features.ts";
import type { ContainerObservation } from "./observation.ts";
import type { ContainerOperationOf } from "./operation.ts";
import { flawOfOwn, type OwnFields, withOwnState } from "./own-state.ts";
import type { ContainerScope } from "./scope.ts";
import { whatToTry } from "./what-to-try.ts";

/** What a design defines; the rest of a model follows from it. */
export interface Rules<World extends object, O extends Operation> {
  /** W1. */
  initial(scope: ContainerScope): World;
  /** Which worlds there can be. */
  shape(scope: ContainerScope): Shape;
  /** Carries out an operation of a live task, or refuses it and changes nothing. */
  perform(world: World, operation: O, scope: ContainerScope): Outcome;
  /** After an effect, releases what is no longer kept (W3, W4). */
  releaseUnused(world: World): void;
  /** The canonical paths of the containers in a task's view, in order of the containers' numbers (N4). */
  pathsInView(world: World, task: TaskNumber): string[];
  /** The world as everyone sees it. @param like shows another one: see `Model.observe` */
  observe(world: World, like?: ContainerObservation): ContainerObservation;
  /** How the operations are carried out on today's kernel, if that is known. */
  readonly manager?: AnyManager | undefined;
}

/** The description of a design. */
export type Description<C extends Calls, F extends Fields> = Pick<
  Model,
  "name" | "summary" | "source" | "numbersMatter" | "refusals" | "errnos" | "fair"
> & {
  readonly shows: readonly ContainerFeature[];
  readonly calls: C;
  readonly fields?: F;
  /** What else it shows of its worlds: fields of its own. */
  readonly own?: OwnFields;
};

/**
 * Makes a model from a design's rules. `ESRCH` comes before all other checks; after an effect, what is no longer kept is released; a
 * search tries the calls as semantics.md says.
 *
 * @throws {Error} if `own` names a field that no world has
 */
export function defineModel<
  World extends { tasks: Table<TaskNumber, object> },
  const C extends Calls,
  const F extends Fields = Record<never, never>,
>(
  rules: Rules<World, ContainerOperationOf<C, Values<F>>>,
  about: Description<C, F>,
): ContainerModel<World, ContainerOperationOf<C, Values<F>>> & Pick<Description<C, F>, "shows"> {
  const { own, ...said } = about;
  if (own !== undefined) {
    const flaw = flawOfOwn(
      own,
      containers.scopes.forLaws.map((scope) => rules.shape(scope)),
    );
    if (flaw !== undefined) throw new Error(flaw);
  }
  return {
    ...said,
    domain: own === undefined ? containers : withoutOpaqueValues,
    ...(rules.manager && { manager: rules.manager }),
    initial: (scope) => rules.initial(scope),
    shape: (scope) => rules.shape(scope),
    callers: (world) => living(world.tasks),
    operations: (world, task, scope) =>
      // Made from this very table of calls, so these are this design's operations.
      whatToTry(about, scope, task, rules.pathsInView(world, task), () => living(world.tasks)) as Iterable<
        ContainerOperationOf<C, Values<F>>
      >,
    apply: (world, operation, scope) => {
      if (!find(world.tasks, operation.task)) return "ESRCH";
      const outcome = rules.perform(world, operation, scope);
      if (outcome === "ok") rules.releaseUnused(world);
      return outcome;
    },
    observe: (world, _scope, like) => {
      const shown = rules.observe(world, like);
      return own === undefined ? shown : withOwnState(shown, world, own);
    },
  };
}

/** A design's own fields may hold numbers of namespaces, and a property that looks at them would go unnoticed: so there nothing is opaque. */
const withoutOpaqueValues = withoutWatch(containers);

function withoutWatch(domain: typeof containers): typeof containers {
  const { watch: _, ...observations } = domain.observations;
  return { ...domain, observations };
}
