import type { Model } from "../model/model.ts";
import type { Operation, OperationFields } from "../model/operation.ts";
import type { Try } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";

/**
 * Makes the `attempt` of a claim: it carries a call out in a copy of a world.
 *
 * @param copy gives a fresh copy of the world that the claim looks at
 */
export function attemptIn(model: Model, scope: Scope, copy: () => object): Try {
  return (op, task, given = {}) => {
    const fields = model.calls[op];
    if (fields === undefined) return undefined;
    const operation: Operation = { op, task, ...pick(given, fields, op) };
    const world = copy();
    const outcome = model.apply(world, operation, scope);
    return { operation, outcome, after: model.observe(world, scope) };
  };
}

function pick(
  given: Partial<OperationFields>,
  fields: readonly (keyof OperationFields)[],
  op: string,
): Partial<OperationFields> {
  const missing = fields.find((field) => given[field] === undefined);
  if (missing !== undefined) throw new Error(`the property tries ${op} without a ${missing}`);
  return Object.fromEntries(fields.map((field) => [field, given[field]]));
}
