import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Scope } from "../../model/scope.ts";
import { carryOut } from "../carry-out.ts";

/** A call in a world, and its result. The worlds must not be changed. */
export interface Step {
  readonly before: object;
  readonly operation: Operation;
  readonly outcome: Outcome;
  readonly after: object;
  /** Which rule of the design applies: the name of the refusal, or its errno if the design gives no name; `ok` if the call succeeds. */
  readonly rule: string;
}

/** Carries out a call in a copy of a world. */
export function stepOf(model: Model, scope: Scope, before: object, operation: Operation): Step {
  const after = structuredClone(before);
  const outcome = carryOut(model, after, operation, scope);
  return { before, operation, outcome, after, rule: ruleOf(model, scope, before, operation, outcome) };
}

/** Which rule of a design gives a call its outcome in a world. */
export function ruleOf(
  model: Model,
  scope: Scope,
  before: object,
  operation: Operation,
  outcome: Outcome,
): string {
  if (outcome === "ok" || model.rules === undefined) return outcome;
  return model.rules.refusing(structuredClone(before), operation, scope) ?? outcome;
}

/** The steps of a history from the start. */
export function stepsOf(model: Model, scope: Scope, operations: readonly Operation[]): Step[] {
  let world = model.initial(scope);
  return operations.map((operation) => {
    const step = stepOf(model, scope, world, operation);
    world = step.after;
    return step;
  });
}

/** The errno of a rule that refuses. */
export function outcomeOf({ rules }: Model, rule: string): string {
  return rules?.named[rule]?.errno ?? rule;
}

export const areSame = (one: object, other: object): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);
