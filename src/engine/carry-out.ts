import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import { type Outcome, outcomesOf } from "../model/outcome.ts";
import type { Scope } from "../model/scope.ts";
import { rememberWeakly } from "../world/remember.ts";

/** The outcomes that each design declares. */
const knownTo = rememberWeakly((model: Model): ReadonlySet<unknown> => new Set(outcomesOf(model)));

/**
 * Carries a call out by changing a world in place.
 *
 * @throws {Error} where the design answers with what is no outcome: nothing would count it, and no history could tell of it
 */
export function carryOut(model: Model, world: object, operation: Operation, scope: Scope): Outcome {
  const outcome = model.apply(world, operation, scope);
  return knownTo(model).has(outcome) ? outcome : failAtOutcome(model, operation, outcome);
}

/** @throws {Error} that a design has answered a call with what is no outcome */
export function failAtOutcome(model: Model, operation: Operation, outcome: unknown): never {
  throw new Error(
    `${model.name} answers ${operation.op} with ${String(outcome)}, which is no outcome: these are ${outcomesOf(model).join(", ")}`,
  );
}
