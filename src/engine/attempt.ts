import { fieldOf } from "../model/field-of.ts";
import type { Model } from "../model/model.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Observation } from "../model/observation.ts";
import type { Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Attempt, Try } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";

/**
 * Makes the `attempt` of a property, which carries out a call in a copy of a world.
 *
 * @param copy returns a copy of the world that the property looks at. It may reuse one object, since a copy is no longer used
 * when the next is requested
 * @param like returns an observation of a similar world, which saves time: see `Model.observe`
 */
export function attemptIn(
  model: Model,
  scope: Scope,
  copy: () => object,
  like: () => Observation | undefined = () => undefined,
): Try {
  const observe = (world: object): Observation => model.observe(world, scope, like());
  let latest: Tried | undefined;
  return (op, task, given = {}) => {
    if (model.calls[op] === undefined) return undefined;
    const operation = operationOf(model, op, task, given);
    latest?.expire();
    const world = copy();
    const outcome = model.apply(world, operation, scope);
    latest = new Tried(operation, outcome, world, observe);
    return latest;
  };
}

/** Most properties need only the outcome of a call, so the world after it is observed on demand. */
class Tried implements Attempt {
  readonly operation: Operation;
  readonly outcome: Outcome;
  readonly #observe: (world: object) => Observation;
  #world: object | undefined;
  #after: Observation | undefined;

  constructor(
    operation: Operation,
    outcome: Outcome,
    world: object,
    observe: (world: object) => Observation,
  ) {
    this.operation = operation;
    this.outcome = outcome;
    this.#world = world;
    this.#observe = observe;
  }

  get after(): Observation {
    if (this.#after !== undefined) return this.#after;
    if (this.#world === undefined) {
      throw new Error(
        `the property looks at the world after ${this.operation.op} although it has since tried another call`,
      );
    }
    this.#after = this.#observe(this.#world);
    return this.#after;
  }

  /** To be called before another call is tried, perhaps in the same copy. */
  expire(): void {
    this.#world = undefined;
  }
}

function operationOf(
  model: Model,
  op: string,
  task: TaskNumber,
  given: Readonly<Record<string, unknown>>,
): Operation {
  const fields: Record<string, unknown> = {};
  for (const field of model.calls[op] ?? []) {
    const value = given[field];
    if (value !== undefined) fields[field] = value;
    else if (!fieldOf(model, op, field).isOptional)
      throw new Error(`the property tries ${op} without the field ${field}`);
  }
  return { op, task, ...fields };
}
