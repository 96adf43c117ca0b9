import type { Model } from "../../model/model.ts";
import type { Operation, OperationField } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import { kindSets } from "../../world/what-to-try.ts";

/** The calls of two designs, as far as they can be compared. */
export interface SharedCalls {
  /** Those that both have, in the first's order. */
  readonly both: readonly string[];
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
}

/**
 * Which calls two designs share. A call is shared where both have it with the same fields, or with fields that differ in `kinds`
 * alone: then it is compared for every set of kinds.
 */
export function sharedCallsOf(first: Model, second: Model): SharedCalls {
  const isShared = (op: string): boolean => canBeTranslated(first.calls[op], second.calls[op]);
  return {
    both: Object.keys(first.calls).filter(isShared),
    onlyFirst: Object.keys(first.calls).filter((op) => !isShared(op)),
    onlySecond: Object.keys(second.calls).filter((op) => !isShared(op)),
  };
}

function canBeTranslated(
  one: readonly OperationField[] | undefined,
  other: readonly OperationField[] | undefined,
): boolean {
  if (one === undefined || other === undefined) return false;
  const besideKinds = (fields: readonly OperationField[]) =>
    fields.filter((field) => field !== "kinds").sort();
  return besideKinds(one).join() === besideKinds(other).join();
}

/** The calls that an operation of one design is in another: the same with other fields, one for every set of kinds where it names none. */
export function translations(operation: Operation, to: Model, scope: Scope): Operation[] {
  const fields = to.calls[operation.op] ?? [];
  if (fields.includes("kinds") === (operation.kinds !== undefined)) return [operation];
  if (fields.includes("kinds")) return kindSets(scope).map((kinds) => ({ ...operation, kinds }));
  const { kinds: _, ...rest } = operation;
  return [rest];
}
