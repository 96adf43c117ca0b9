import fc, { type Arbitrary } from "fast-check";
import type { Model } from "../model/model.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Operation, OperationFields } from "../model/operation.ts";
import { operationsIn } from "../model/operations-in.ts";
import type { Scope } from "../model/scope.ts";
import { hostileFields, hostileTask } from "./hostile-fields.ts";

/**
 * What a random run does next, before it is known in which world: of the calls of one operation that a search would try there the
 * one at a place, perhaps with one of its fields made hostile; or a call that may make no sense at all.
 */
export type Choice =
  | SensibleCall
  | (SensibleCall & { readonly field: number; readonly hostile: OperationFields })
  | { readonly op: string; readonly task: TaskNumber; readonly hostile: OperationFields };

interface SensibleCall {
  readonly op: string;
  readonly place: number;
  /** Whether a call on the caller's own container, which is mostly refused, is left out where there is another. */
  readonly elsewhere: boolean;
}

const LARGEST_PLACE = 0xffff;

/** How often an operation is chosen. Otherwise runs would soon be out of tasks. */
const WEIGHTS: Readonly<Record<string, number>> = { fork: 4, exit: 1 };
const WEIGHT_OF_OTHERS = 2;

/** Choices for a design: most of them sensible, some hostile in one field, a few in all. */
export function choice(model: Model, scope: Scope): Arbitrary<Choice> {
  const op = fc.oneof(
    ...Object.keys(model.calls).map((name) => ({
      weight: WEIGHTS[name] ?? WEIGHT_OF_OTHERS,
      arbitrary: fc.constant(name),
    })),
  );
  const place = fc.noBias(fc.nat({ max: LARGEST_PLACE })); // small places are those of the first task
  const elsewhere = fc.boolean();
  const hostile = hostileFields(scope);
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ op, place, elsewhere }) },
    {
      weight: 3,
      arbitrary: fc.record({ op, place, elsewhere, field: fc.nat({ max: LARGEST_PLACE }), hostile }),
    },
    { weight: 1, arbitrary: fc.record({ op, task: hostileTask(scope), hostile }) },
  );
}

/** The operation that a choice is in a world; nothing where a sensible one is wanted and no task lives. */
export function operationOf(
  choice: Choice,
  model: Model,
  world: object,
  scope: Scope,
): Operation | undefined {
  if ("task" in choice) return withFields(model, choice, choice.hostile);
  const sensible = sensibleCall(choice, model, world, scope);
  if (sensible === undefined || !("hostile" in choice)) return sensible;
  // One field alone, so that the checks before it let the call pass.
  const fields = model.calls[sensible.op] ?? [];
  const field = fields[choice.field % fields.length];
  return field === undefined ? sensible : { ...sensible, [field]: choice.hostile[field] };
}

function withFields(model: Model, { op, task }: Operation, given: OperationFields): Operation {
  const fields = (model.calls[op] ?? []).map((field) => [field, given[field]]);
  return { op, task, ...Object.fromEntries(fields) };
}

/** A call of the operation; of another one where a search would try none of it (no name or image in scope). */
function sensibleCall(
  choice: SensibleCall,
  model: Model,
  world: object,
  scope: Scope,
): Operation | undefined {
  const all = operationsIn(model, world, scope);
  const wanted = all.filter(({ op }) => op === choice.op);
  const elsewhere = choice.elsewhere ? wanted.filter(({ path }) => path !== "/") : [];
  const operations = [elsewhere, wanted, all].find(({ length }) => length > 0) ?? [];
  return operations[choice.place % operations.length];
}
