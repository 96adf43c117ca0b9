import fc, { type Arbitrary } from "fast-check";
import { setRunUnderWay } from "../history/under-way.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { type Choice, operationOf } from "./choice.ts";
import type { RandomRun } from "./random-runs.ts";

/** The most shorter or simpler runs that are tried. */
const MAX_TRIALS = 1000;

/**
 * A shorter and simpler run that is still as wanted, found by fast-check by shrinking the choices of a run. They are interpreted anew, so
 * what follows a removed choice still makes sense.
 *
 * @returns its operations, or those of the run itself if none was found
 */
export function simplest(
  model: Model,
  scope: Scope,
  { choices, operations }: RandomRun,
  isAsWanted: (operations: readonly Operation[]) => boolean,
): readonly Operation[] {
  if (choices.length === 0) return operations;
  let best = operations;
  let trials = 0;
  const property = fc.property(shrinkable(choices), (chosen) => {
    if (++trials > MAX_TRIALS) return true;
    const tried = operationsChosen(chosen, model, scope);
    if (!isAsWanted(tried)) return true;
    best = tried;
    return false;
  });
  fc.check(property, { ...ONLY_SHRINK, examples: [[[...choices]]] });
  return best;
}

/** Like `simplest`, for an asynchronous `isAsWanted`. It tries any number of runs: the caller has to end it by wanting no more. */
export async function simplestPlayed(
  model: Model,
  scope: Scope,
  { choices, operations }: RandomRun,
  isAsWanted: (operations: readonly Operation[]) => Promise<boolean>,
): Promise<readonly Operation[]> {
  if (choices.length === 0) return operations;
  let best = operations;
  const property = fc.asyncProperty(shrinkable(choices), async (chosen) => {
    const tried = operationsChosen(chosen, model, scope);
    if (!(await isAsWanted(tried))) return true;
    best = tried;
    return false;
  });
  await fc.check(property, { ...ONLY_SHRINK, examples: [[[...choices]]] });
  return best;
}

/** The given example fails, so nothing is made at random. */
const ONLY_SHRINK = { numRuns: 1, seed: 0 } as const;

/** The operations that choices stand for, one after the other, from the first world until no task is alive. */
export function operationsChosen(choices: readonly Choice[], model: Model, scope: Scope): Operation[] {
  const operations: Operation[] = [];
  setRunUnderWay(() => operations);
  const world = model.initial(scope);
  for (const choice of choices) {
    const operation = operationOf(choice, model, world, scope);
    if (operation === undefined) break;
    model.apply(world, operation, scope);
    operations.push(operation);
  }
  return operations;
}

/** Choices as fast-check can shrink them, made of the operations, hostile fields and tasks of the given ones. */
function shrinkable(choices: readonly Choice[]): Arbitrary<Choice[]> {
  const op = fc.constantFrom(...new Set(choices.map((choice) => choice.op)));
  const sensible = { op, caller: fc.nat(), place: fc.nat() };
  const hostiles = choices.flatMap((choice) => ("hostile" in choice ? [choice.hostile] : []));
  const tasks = choices.flatMap((choice) => ("task" in choice ? [choice.task] : []));
  const forms: Arbitrary<Choice>[] = [fc.record(sensible)];
  if (hostiles.length > 0) {
    const hostile = fc.constantFrom(...hostiles);
    forms.push(fc.record({ ...sensible, field: fc.nat(), hostile }));
    if (tasks.length > 0) forms.push(fc.record({ op, task: fc.constantFrom(...tasks), hostile }));
  }
  return fc.array(fc.oneof(...forms));
}
