import fc, { type Arbitrary } from "fast-check";
import { isContainerModel } from "../src/domains/containers/container-model.ts";
import type { ContainerScope } from "../src/domains/containers/scope.ts";
import { type Choice, operationOf } from "../src/engine/choice.ts";
import { hostileFields, hostileTask } from "../src/engine/hostile-fields.ts";
import { KINDS } from "../src/model/kind.ts";
import type { Model } from "../src/model/model.ts";
import type { Operation } from "../src/model/operation.ts";
import type { Scope } from "../src/model/scope.ts";

/** Small scopes of every form: with and without names, images and handles, one to three kinds in any order. */
export const anyScope: Arbitrary<ContainerScope> = fc.record(
  {
    tasks: fc.integer({ min: 1, max: 5 }),
    containers: fc.integer({ min: 1, max: 6 }),
    kinds: fc.shuffledSubarray([...KINDS], { minLength: 1, maxLength: 3 }),
    names: fc.subarray(["a", "b", "unnamed1", "é"]),
    images: fc.integer({ min: 0, max: 2 }),
    handles: fc.integer({ min: 1, max: 2 }),
  },
  { requiredKeys: ["tasks", "containers", "kinds", "names", "images"] },
);

const LARGEST_PLACE = 0xffff;

/** How often an operation is chosen. With equal weights, runs would soon be out of tasks. */
const WEIGHTS: Readonly<Record<string, number>> = { fork: 4, exit: 1 };
const WEIGHT_OF_OTHERS = 2;

/** Choices for a design: most of them sensible, some hostile in one field, a few in all fields. */
function choice(model: Model, scope: Scope): Arbitrary<Choice> {
  const op = fc.oneof(
    ...Object.keys(model.calls).map((name) => ({
      weight: WEIGHTS[name] ?? WEIGHT_OF_OTHERS,
      arbitrary: fc.constant(name),
    })),
  );
  const place = fc.noBias(fc.nat({ max: LARGEST_PLACE })); // small places would favour the first task
  const sensible = { op, caller: place, place };
  const hostile = hostileFields(model, scope);
  return fc.oneof(
    { weight: 4, arbitrary: fc.record(sensible) },
    { weight: 3, arbitrary: fc.record({ ...sensible, field: fc.nat({ max: LARGEST_PLACE }), hostile }) },
    { weight: 1, arbitrary: fc.record({ op, task: hostileTask(model, scope), hostile }) },
  );
}

/** A scope, with sensible and hostile operations in the order in which they are to be performed. */
export function anyRun(
  model: Model,
  maxLength = 40,
): Arbitrary<{ scope: ContainerScope; operations: Operation[] }> {
  return anyScope.chain((scope) =>
    fc.record({
      scope: fc.constant(scope),
      operations: anyOperations(model, scope, maxLength),
    }),
  );
}

/** Like `anyRun`, for a design of any domain. */
export function anyRunOf(
  model: Model,
  maxLength: number,
): Arbitrary<{ readonly scope: Scope; readonly operations: readonly Operation[] }> {
  if (isContainerModel(model)) return anyRun(model, maxLength);
  return fc
    .constantFrom(...model.domain.scopes.forLaws)
    .chain((scope) => anyOperations(model, scope, maxLength).map((operations) => ({ scope, operations })));
}

/** Sensible and hostile operations in a scope, in the order in which they are to be performed. */
export function anyOperations(model: Model, scope: Scope, maxLength: number): Arbitrary<Operation[]> {
  return fc
    .array(choice(model, scope), { maxLength, size: "max" })
    .map((choices) => operationsOf(choices, model, scope));
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
