import fc, { type Arbitrary } from "fast-check";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { type Choice, choice, operationOf } from "./choice.ts";

/** Random choices of what a run does, up to so many. */
export function choicesOf(model: Model, scope: Scope, length: number): Arbitrary<Choice[]> {
  return fc.array(choice(model, scope), { maxLength: length, size: "max" });
}

/** The operations that choices are, one after the other, from the first world on: up to where no task lives. */
export function operationsOf(choices: readonly Choice[], model: Model, scope: Scope): Operation[] {
  const world = model.initial(scope);
  const operations: Operation[] = [];
  for (const choice of choices) {
    const operation = operationOf(choice, model, world, scope);
    if (operation === undefined) break;
    operations.push(operation);
    model.apply(world, operation, scope);
  }
  return operations;
}
