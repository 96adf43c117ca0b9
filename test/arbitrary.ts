import fc, { type Arbitrary } from "fast-check";
import { type Choice, choice, operationOf } from "../src/engine/choice.ts";
import { KINDS } from "../src/model/kind.ts";
import type { Model } from "../src/model/model.ts";
import type { Operation } from "../src/model/operation.ts";
import type { Scope } from "../src/model/scope.ts";

/** Small scopes of every form: with and without names and images, one to three kinds in any order. */
export const anyScope: Arbitrary<Scope> = fc.record({
  tasks: fc.integer({ min: 1, max: 5 }),
  containers: fc.integer({ min: 1, max: 6 }),
  kinds: fc.shuffledSubarray([...KINDS], { minLength: 1, maxLength: 3 }),
  names: fc.subarray(["a", "b", "unnamed1", "é"]),
  images: fc.integer({ min: 0, max: 2 }),
});

/** A scope, and operations that make sense in it and hostile ones, in the order in which they are to be performed. */
export function anyRun(model: Model, maxLength = 40): Arbitrary<{ scope: Scope; operations: Operation[] }> {
  return anyScope.chain((scope) =>
    fc.record({
      scope: fc.constant(scope),
      operations: fc
        .array(choice(model, scope), { maxLength, size: "max" })
        .map((choices) => operationsOf(choices, model, scope)),
    }),
  );
}

function operationsOf(choices: readonly Choice[], model: Model, scope: Scope): Operation[] {
  const world = model.initial(scope);
  return choices.flatMap((chosen) => {
    const operation = operationOf(chosen, model, world, scope);
    if (operation === undefined) return [];
    model.apply(world, operation, scope);
    return [operation];
  });
}
