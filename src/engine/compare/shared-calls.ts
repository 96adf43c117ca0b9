import { fieldOf } from "../../model/field-of.ts";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";

/** The calls of two designs, as far as they can be compared. */
export interface SharedCalls {
  /** Those that both have, in the first's order. */
  readonly both: readonly string[];
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
}

/**
 * Which calls two designs share. A call is shared if both have it with the same fields, or with fields that differ only in `kinds`:
 * then it is compared for every set of kinds.
 */
export function sharedCallsOf(first: Model, second: Model): SharedCalls {
  const isShared = (op: string): boolean => canBeTranslated(first, second, op);
  return {
    both: Object.keys(first.calls).filter(isShared),
    onlyFirst: Object.keys(first.calls).filter((op) => !isShared(op)),
    onlySecond: Object.keys(second.calls).filter((op) => !isShared(op)),
  };
}

function canBeTranslated(first: Model, second: Model, op: string): boolean {
  if (first.calls[op] === undefined || second.calls[op] === undefined) return false;
  const besideKinds = (model: Model): string =>
    (model.calls[op] ?? [])
      .filter((name) => !isOfKinds(model, op, name))
      .sort()
      .join();
  return besideKinds(first) === besideKinds(second);
}

const isOfKinds = (model: Model, op: string, name: string): boolean =>
  fieldOf(model, op, name).is === "kinds";

/** The calls of another design that correspond to an operation: the same with that design's fields, one for every set of kinds if it names none. */
export function translations(operation: Operation, to: Model, scope: Scope): Operation[] {
  const { op, task } = operation;
  const fields = to.calls[op] ?? [];
  const shared = { op, task, ...Object.fromEntries(fields.map((name) => [name, operation[name]])) };
  const missing = fields.find((name) => isOfKinds(to, op, name) && operation[name] === undefined);
  if (missing === undefined) return [shared];
  return to.domain.scopes.kindSets(scope).map((kinds) => ({ ...shared, [missing]: kinds }));
}
