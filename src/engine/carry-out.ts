import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import { OUTCOMES, type Outcome } from "../model/outcome.ts";
import type { Scope } from "../model/scope.ts";

const KNOWN: ReadonlySet<unknown> = new Set(OUTCOMES);

/**
 * Carries a call out by changing a world in place.
 *
 * @throws {Error} where the design answers with what is no outcome: nothing would count it, and no history could tell of it
 */
export function carryOut(model: Model, world: object, operation: Operation, scope: Scope): Outcome {
  const outcome = model.apply(world, operation, scope);
  if (KNOWN.has(outcome)) return outcome;
  throw new Error(
    `${model.name} answers ${operation.op} with ${String(outcome)}, which is no outcome: these are ${OUTCOMES.join(", ")}`,
  );
}
