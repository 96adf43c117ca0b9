import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import { type Outcome, outcomesOf } from "../model/outcome.ts";
import type { Scope } from "../model/scope.ts";
import { memoizeWeakly } from "../world/memoize.ts";

/** The outcomes that each design declares. */
const knownTo = memoizeWeakly((model: Model): ReadonlySet<unknown> => new Set(outcomesOf(model)));

/**
 * Carries out a call by changing a world in place.
 *
 * @throws {Error} if the design returns something other than an outcome, which nothing would count and no history could record
 */
export function carryOut(model: Model, world: object, operation: Operation, scope: Scope): Outcome {
  const outcome = model.apply(world, operation, scope);
  return knownTo(model).has(outcome) ? outcome : failAtOutcome(model, operation, outcome);
}

/** @throws {Error} always: a design has answered a call with something other than an outcome */
export function failAtOutcome(model: Model, operation: Operation, outcome: unknown): never {
  throw new Error(
    `${model.name} answers ${operation.op} with ${String(outcome)}, which is not an outcome: the outcomes are ${outcomesOf(model).join(", ")}`,
  );
}
